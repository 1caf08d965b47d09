/** The one payment slot and everything that was signed for it, with what each node answered. */
import { IconExternalLink } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { Trans } from "react-i18next";
import { useMutationCall } from "#renderer/api/calls.ts";
import { explainLine } from "#renderer/api/explain.ts";
import type { RefundDetail } from "#shared/contract/ipc.ts";
import { isVoidedSlot } from "#shared/domain/refundRepairs.ts";
import { t } from "#renderer/i18n/t.ts";
import { AddressText } from "#renderer/ui/AddressText.tsx";
import { Button } from "#renderer/ui/Button.tsx";
import { FactList, FactRow } from "#renderer/ui/Facts.tsx";
import { blockText } from "#renderer/ui/blockText.ts";
import { Said } from "#renderer/ui/Said.tsx";
import { Section } from "#renderer/ui/Section.tsx";
import { TimeText } from "#renderer/ui/TimeText.tsx";
import { unusedSlot } from "#renderer/words/unusedSlot.ts";
import styles from "./refunds.module.css";

const QUIET = <span className="quiet" />;

export function AttemptsSection({ detail: { refund, network } }: { detail: RefundDetail }) {
  const explorer = useMutationCall("system", "openExplorer");
  if (refund.slot === null && refund.attempts.length === 0 && refund.lease === null)
    return (
      <Section title={t("refunds:attempts.title")}>
        <p className="quiet">{t("refunds:attempts.notClaimed")}</p>
      </Section>
    );
  const unused = unusedSlot(refund);
  const shown = refund.txHash ?? refund.attempts.at(-1)?.txHash ?? null;
  return (
    <Section
      title={t("refunds:attempts.title")}
      aside={
        shown !== null && network !== null && network.explorerTxUrl !== null ? (
          <Button
            variant="link"
            icon={<IconExternalLink size={14} stroke={1.75} aria-hidden="true" />}
            onClick={() => explorer.mutate({ network: refund.network, kind: "tx", value: shown })}
          >
            {t("refunds:attempts.explorer")}
          </Button>
        ) : refund.attempts.length === 0 ? (
          t("refunds:attempts.nothingSigned")
        ) : null
      }
    >
      {explorer.error === null ? null : <p role="alert">{explainLine(explorer.error)}</p>}
      <FactList>
        {refund.lease === null ? null : (
          <FactRow label={t("refunds:attempts.claimedBy")}>
            <Trans
              t={t}
              i18nKey="refunds:attempts.claimed"
              values={{ name: refund.lease.holder.name }}
              components={{ quiet: QUIET, at: <TimeText at={refund.lease.expiresAt} form="time" /> }}
            />
          </FactRow>
        )}
        {refund.executedBy === null ? null : (
          <FactRow label={t("refunds:attempts.executedBy")}>{refund.executedBy.name}</FactRow>
        )}
        {refund.slot === null ? null : (
          <>
            <FactRow label={t("refunds:attempts.from")}>
              <AddressText value={refund.slot.from} />
            </FactRow>
            <FactRow label={t("refunds:attempts.slot")}>
              {t("refunds:attempts.slotIs", { nonce: refund.slot.nonce, chainId: refund.slot.chainId })}{" "}
              <span className="quiet">
                {t(unused === null ? "refunds:attempts.onlyOne" : "refunds:attempts.unused")}
              </span>
            </FactRow>
            {unused === null ? null : (
              <FactRow label="">
                <Trans t={t} i18nKey={`refunds:attempts.${unused}`} components={{ link: <ToKeys /> }} />
              </FactRow>
            )}
          </>
        )}
      </FactList>
      {isVoidedSlot(refund) ? <p role="note">{t("repairs:slot.voided")}</p> : null}
      {refund.voiding === null ? null : (
        <FactList>
          <FactRow
            label={
              unused === "DEAD" || isVoidedSlot(refund) ? t("repairs:slot.label") : t("refunds:attempts.withholding")
            }
          >
            <Trans
              t={t}
              i18nKey="refunds:attempts.asked"
              values={{ name: refund.voiding.requestedBy.name }}
              components={{
                at: <TimeText at={refund.voiding.requestedAt} form="auto" />,
                quiet: QUIET,
                said: <Said text={refund.voiding.reason} />,
              }}
            />
          </FactRow>
          <FactRow label="">
            {refund.voiding.approval === null ? (
              <span className="quiet">{t("refunds:attempts.notApproved")}</span>
            ) : (
              <>
                <Trans
                  t={t}
                  i18nKey="refunds:attempts.approved"
                  values={{ name: refund.voiding.approval.by.name }}
                  components={{ at: <TimeText at={refund.voiding.approval.at} form="auto" /> }}
                />
                {refund.voiding.approval.comment === "" ? null : (
                  <span className="quiet"> · {t("refunds:quoted", { words: refund.voiding.approval.comment })}</span>
                )}
              </>
            )}
          </FactRow>
        </FactList>
      )}
      <ul className={styles.gap}>
        {refund.attempts.map((attempt) => (
          <li key={attempt.id} className={styles.attempt}>
            <FactList>
              <FactRow label={t(`refunds:attempts.kind.${attempt.kind}`)}>
                <AddressText value={attempt.txHash} />
              </FactRow>
              <FactRow label={t("refunds:attempts.signed")}>
                <Trans
                  t={t}
                  i18nKey="refunds:attempts.signedBy"
                  values={{ name: attempt.by.name }}
                  components={{ at: <TimeText at={attempt.at} />, quiet: QUIET }}
                />
              </FactRow>
              <FactRow label={t("refunds:attempts.broadcast")}>
                {attempt.broadcasts.length === 0 ? (
                  <span className="quiet">{t("refunds:attempts.notSent")}</span>
                ) : (
                  attempt.broadcasts.map((broadcast, index) => (
                    <div key={index}>
                      <Trans
                        t={t}
                        i18nKey="refunds:attempts.answered"
                        values={{ node: broadcast.node, answer: t(`refunds:attempts.answer.${broadcast.result}`) }}
                        components={{ at: <TimeText at={broadcast.at} form="auto" /> }}
                      />
                      {broadcast.error === null ? null : <span className="quiet"> · {broadcast.error}</span>}
                    </div>
                  ))
                )}
              </FactRow>
              {attempt.mined === null ? null : (
                <FactRow label={t("refunds:attempts.inBlock")}>
                  {blockText(attempt.mined.blockNumber)}{" "}
                  <span className="quiet">
                    <Trans
                      t={t}
                      i18nKey={attempt.mined.status === 1 ? "refunds:attempts.succeeded" : "refunds:attempts.reverted"}
                      components={{ at: <TimeText at={attempt.mined.at} form="auto" /> }}
                    />
                  </span>
                </FactRow>
              )}
            </FactList>
          </li>
        ))}
      </ul>
    </Section>
  );
}

/** Names itself, because `<Trans>` empties the components that it puts in. */
function ToKeys() {
  return <Link to="/keys">{t("refunds:attempts.toKeys")}</Link>;
}
