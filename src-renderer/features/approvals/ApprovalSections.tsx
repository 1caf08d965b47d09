/** Differences since the request, the address against the address book, the digest, identity and legitimacy, approvals so far. */
import { IconAlertTriangle, IconCheck, IconEqual, IconForbid } from "@tabler/icons-react";
import type { UseQueryResult } from "@tanstack/react-query";
import { Trans } from "react-i18next";
import type { CallError } from "#renderer/api/CallError.ts";
import { useCurrencyBook } from "#renderer/api/currencies.ts";
import { explain } from "#renderer/api/explain.ts";
import { useOnline, useUser } from "#renderer/api/session.tsx";
import { t } from "#renderer/i18n/t.ts";
import type { Refund, RefundDifferences } from "#shared/contract/refund.ts";
import { groupsOfFour } from "#shared/domain/addresses.ts";
import { AddressText } from "#renderer/ui/AddressText.tsx";
import { CheckLine } from "#renderer/ui/CheckLine.tsx";
import { classNames } from "#renderer/ui/classNames.ts";
import { ComparedAddresses } from "#renderer/ui/ComparedAddresses.tsx";
import { ErrorPanel } from "#renderer/ui/ErrorPanel.tsx";
import { Section } from "#renderer/ui/Section.tsx";
import { StatusPill } from "#renderer/ui/StatusPill.tsx";
import { TimeText } from "#renderer/ui/TimeText.tsx";
import type { AddressCheck } from "./addressCheck.ts";
import { differenceRows, type DifferenceCell } from "./differenceRows.ts";
import { changedCount } from "./useDifferences.ts";
import styles from "./approvals.module.css";
import { IdentitySection } from "./IdentitySection.tsx";

type Differences = UseQueryResult<RefundDifferences, CallError>;

export function ApprovalSections({
  refund,
  differences,
  address,
}: {
  refund: Refund;
  differences: Differences;
  address: AddressCheck;
}) {
  return (
    <>
      {refund.status === "PENDING_APPROVAL" ? <DifferencesSection refund={refund} differences={differences} /> : null}
      <AddressSection refund={refund} check={address} />
      <IdentitySection refund={refund} />
      <ApprovalsSection refund={refund} />
    </>
  );
}

function DifferencesSection({ refund, differences }: { refund: Refund; differences: Differences }) {
  const online = useOnline();
  const user = useUser();
  const { network } = useCurrencyBook();
  const changed = changedCount(differences.data);
  return (
    <Section
      title={
        <>
          {t("approvals:differences.title")}
          {changed === null ? null : changed === 0 ? (
            <span className={styles.allSame}>
              <IconEqual size={14} aria-hidden="true" /> {t("approvals:differences.none")}
            </span>
          ) : (
            <span className={styles.someChanged}>
              <IconAlertTriangle size={14} stroke={1.75} aria-hidden="true" />{" "}
              {t("approvals:differences.changed", { changed })}
            </span>
          )}
        </>
      }
      aside={
        differences.data === undefined ? null : (
          <Trans
            t={t}
            i18nKey="approvals:differences.compared"
            components={{ at: <TimeText at={differences.data.comparedAt} form="time" withZone /> }}
          />
        )
      }
    >
      {!online ? (
        <p className="quiet">{t("approvals:differences.offline")}</p>
      ) : differences.error !== null ? (
        <ErrorPanel {...explain(differences.error)} onRetry={() => void differences.refetch()} inset />
      ) : differences.data === undefined ? (
        <CheckLine state="running">{t("approvals:differences.comparing")}</CheckLine>
      ) : (
        <table className={styles.differences}>
          <thead>
            <tr>
              <th scope="col">
                <span className="spoken">{t("approvals:differences.fact")}</span>
              </th>
              <th scope="col">{t("approvals:differences.deposit")}</th>
              <th scope="col">
                <Trans
                  t={t}
                  i18nKey="approvals:differences.requested"
                  components={{ at: <TimeText at={refund.requestedAt} form="auto" /> }}
                />
              </th>
              <th scope="col">
                <Trans
                  t={t}
                  i18nKey="approvals:differences.now"
                  components={{ at: <TimeText at={differences.data.comparedAt} form="time" /> }}
                />
              </th>
              <th scope="col">
                <span className="spoken">{t("approvals:differences.changedHead")}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {differenceRows(differences.data, {
              nativeSymbol: network(refund.network)?.nativeSymbol ?? "",
              restricted: user.permissions.includes("Restricted.Read"),
            }).map((row) => (
              <tr key={row.field} className={row.changed ? styles.rowChanged : undefined}>
                <th scope="row">{row.field}</th>
                <td>{row.deposit === null ? "–" : <Cell cell={row.deposit} />}</td>
                <td>
                  <Cell cell={row.requested} />
                </td>
                <td>
                  <Cell cell={row.now} />
                </td>
                <td className={styles.sameness}>
                  {row.changed ? (
                    t("approvals:differences.changedOne")
                  ) : (
                    <>
                      <IconEqual size={13} aria-hidden="true" /> {t("approvals:differences.same")}
                    </>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Section>
  );
}

function Cell({ cell }: { cell: DifferenceCell }) {
  return cell.kind === "address" ? <AddressText value={cell.text} /> : <>{cell.text}</>;
}

function AddressSection({ refund, check: { address, state, text } }: { refund: Refund; check: AddressCheck }) {
  const groups = groupsOfFour(refund.intentHash);
  return (
    <Section
      title={t("approvals:address.title")}
      aside={
        address === null ? null : (
          <span className={styles.verified}>
            <StatusPill kind="address" status={address.status} /> <TimeText at={address.verifiedAt} form="day" />
          </span>
        )
      }
    >
      {address === null ? (
        <>
          <AddressText value={refund.intent.to} form="approve" />
          <CheckLine state={state === "READING" ? "running" : "failed"}>
            {t(state === "READING" ? "approvals:address.reading" : "approvals:address.missing")}
          </CheckLine>
        </>
      ) : (
        <ComparedAddresses
          size="approve"
          rows={[
            { label: t("approvals:address.thisRequest"), address: refund.intent.to },
            { label: t("approvals:address.book"), address: address.address },
          ]}
        />
      )}
      {address !== null && state === "WRONG" && text !== null ? (
        <CheckLine state="failed">{t("approvals:address.doNot", { why: text })}</CheckLine>
      ) : null}
      {address !== null && address.lookalikeOf.length > 0 ? (
        <CheckLine state="failed">{t("approvals:address.lookalike")}</CheckLine>
      ) : null}
      <div className={styles.digest}>
        <span className={styles.digestLabel}>{t("approvals:address.digest")}</span>
        <span className={styles.digestText}>
          <span className="spoken">{refund.intentHash}</span>
          {groups.map((group, index) => (
            <span
              key={index}
              aria-hidden="true"
              className={classNames(index >= groups.length - 2 && styles.digestTail)}
            >
              {group}
            </span>
          ))}
        </span>
      </div>
    </Section>
  );
}

function ApprovalsSection({ refund }: { refund: Refund }) {
  return (
    <Section title={t("approvals:approvals.title")}>
      {refund.approvals.length === 0 ? (
        <p className="quiet">{t("approvals:approvals.none")}</p>
      ) : (
        <ul className={styles.approvals}>
          {refund.approvals.map((approval) => (
            <li key={`${approval.by.id}-${approval.at}`}>
              {approval.decision === "APPROVE" ? (
                <IconCheck size={14} stroke={1.75} aria-hidden="true" />
              ) : (
                <IconForbid size={14} stroke={1.75} aria-hidden="true" />
              )}
              <strong>{approval.by.name}</strong>
              <span className="secondary">
                <Trans
                  t={t}
                  i18nKey={
                    approval.decision === "APPROVE" ? "approvals:approvals.approved" : "approvals:approvals.rejected"
                  }
                  components={{ at: <TimeText at={approval.at} /> }}
                />{" "}
                {approval.comment === "" ? "" : t("approvals:approvals.comment", { comment: approval.comment })}
              </span>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}
