/** Differences since the request, the address against the address book, the digest, identity and legitimacy, approvals so far. */
import { IconAlertTriangle, IconCheck, IconEqual, IconForbid } from "@tabler/icons-react";
import type { UseQueryResult } from "@tanstack/react-query";
import type { CallError } from "#renderer/api/CallError.ts";
import { useCurrencyBook } from "#renderer/api/currencies.ts";
import { explain } from "#renderer/api/explain.ts";
import { useOnline, useUser } from "#renderer/api/session.tsx";
import type { Refund, RefundDifferences } from "#shared/contract/refund.ts";
import { groupsOfFour } from "#shared/domain/addresses.ts";
import { IDENTITY_METHOD_LABELS, REMAINDER_LABELS } from "#shared/domain/refunds.ts";
import { amountDifference, compareAmounts } from "#shared/money.ts";
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
import { amountText } from "#renderer/words/amountText.ts";
import { changedCount } from "./useDifferences.ts";
import styles from "./approvals.module.css";

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
          Differences since the request
          {changed === null ? null : changed === 0 ? (
            <span className={styles.allSame}>
              <IconEqual size={14} aria-hidden="true" /> none
            </span>
          ) : (
            <span className={styles.someChanged}>
              <IconAlertTriangle size={14} stroke={1.75} aria-hidden="true" /> {changed} changed
            </span>
          )}
        </>
      }
      aside={
        differences.data === undefined ? null : (
          <>
            compared <TimeText at={differences.data.comparedAt} form="time" withZone />
          </>
        )
      }
    >
      {!online ? (
        <p className="quiet">Needs a connection. The record and the chain are compared again before anybody decides.</p>
      ) : differences.error !== null ? (
        <ErrorPanel {...explain(differences.error)} onRetry={() => void differences.refetch()} inset />
      ) : differences.data === undefined ? (
        <CheckLine state="running">Comparing with the record and the chain</CheckLine>
      ) : (
        <table className={styles.differences}>
          <thead>
            <tr>
              <th scope="col">
                <span className="spoken">Fact</span>
              </th>
              <th scope="col">Deposit record</th>
              <th scope="col">
                When requested, <TimeText at={refund.requestedAt} form="auto" />
              </th>
              <th scope="col">
                Now, <TimeText at={differences.data.comparedAt} form="time" />
              </th>
              <th scope="col">
                <span className="spoken">Changed</span>
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
                    "changed"
                  ) : (
                    <>
                      <IconEqual size={13} aria-hidden="true" /> same
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
      title="Refund address"
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
            {state === "READING"
              ? "The address book is still being read on this computer; it is compared as soon as it is here."
              : "The address book does not hold this address. Do not approve."}
          </CheckLine>
        </>
      ) : (
        <ComparedAddresses
          size="approve"
          rows={[
            { label: "This request", address: refund.intent.to },
            { label: "Address book", address: address.address },
          ]}
        />
      )}
      {address !== null && state === "WRONG" ? <CheckLine state="failed">Do not approve: {text}.</CheckLine> : null}
      {address !== null && address.lookalikeOf.length > 0 ? (
        <CheckLine state="failed">
          Another known address looks like it: same first four and last four characters. Compare the middle.
        </CheckLine>
      ) : null}
      <div className={styles.digest}>
        <span className={styles.digestLabel}>Request digest</span>
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

function IdentitySection({ refund }: { refund: Refund }) {
  const check = refund.identityCheck;
  const rest = amountDifference(refund.depositAmount, refund.amount).amount;
  const partial = compareAmounts(refund.amount, refund.depositAmount) < 0;
  return (
    <Section
      title="Identity and legitimacy"
      aside={
        <>
          answered by {check.checkedBy}, <TimeText at={check.checkedAt} form="auto" />
        </>
      }
    >
      <div className={styles.checks}>
        <CheckLine state="passed">
          {IDENTITY_METHOD_LABELS[check.method]}, {check.reference}
        </CheckLine>
        <CheckLine state="passed">Asked by {check.askedBy}</CheckLine>
        <CheckLine state="passed">
          {check.attachments.length === 0
            ? "No attachment; the reference stands for the evidence"
            : `${check.attachments.length} ${check.attachments.length === 1 ? "attachment" : "attachments"}: ${check.attachments.map((file) => file.name).join(", ")}`}
        </CheckLine>
        <CheckLine state={check.noThirdParty ? "passed" : "failed"}>No third-party payment</CheckLine>
        <CheckLine state={check.addressConfirmed ? "passed" : "failed"}>
          The address belongs to the person checked
        </CheckLine>
        <CheckLine state="passed">
          Remainder:{" "}
          {partial
            ? `${amountText(rest)} ${refund.currency}, ${refund.remainder === null ? "not said" : REMAINDER_LABELS[refund.remainder].toLowerCase()}`
            : "none, refund in full"}
        </CheckLine>
      </div>
      <dl className={styles.words}>
        <div>
          <dt>Checked</dt>
          <dd>{check.basis}</dd>
        </div>
        <div>
          <dt>{refund.kind === "FORCED" ? "Forced because" : "Reason"}</dt>
          <dd>{refund.reason}</dd>
        </div>
        {partial ? (
          <div>
            <dt>Adjusted because</dt>
            <dd>{refund.adjustmentReason}</dd>
          </div>
        ) : null}
      </dl>
    </Section>
  );
}

function ApprovalsSection({ refund }: { refund: Refund }) {
  return (
    <Section title="Approvals">
      {refund.approvals.length === 0 ? (
        <p className="quiet">Nobody has approved yet.</p>
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
                {approval.decision === "APPROVE" ? "approved" : "rejected"} <TimeText at={approval.at} /> · signed with
                a device key{approval.comment === "" ? "" : ` · “${approval.comment}”`}
              </span>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}
