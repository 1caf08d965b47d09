/** The one payment slot and everything that was signed for it, with what each node answered. */
import { IconExternalLink } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useMutationCall } from "#renderer/api/calls.ts";
import { explainLine } from "#renderer/api/explain.ts";
import type { RefundDetail } from "#shared/contract/ipc.ts";
import type { Attempt } from "#shared/contract/refund.ts";
import { isVoidedSlot } from "#shared/domain/refundRepairs.ts";
import { t } from "#renderer/i18n/t.ts";
import { AddressText } from "#renderer/ui/AddressText.tsx";
import { Button } from "#renderer/ui/Button.tsx";
import { FactList, FactRow } from "#renderer/ui/Facts.tsx";
import { blockText } from "#renderer/ui/blockText.ts";
import { Section } from "#renderer/ui/Section.tsx";
import { TimeText } from "#renderer/ui/TimeText.tsx";
import { unusedSlot } from "#renderer/words/unusedSlot.ts";
import styles from "./refunds.module.css";

const KINDS: Readonly<Record<Attempt["kind"], string>> = {
  PAYMENT: "Payment",
  FEE_BUMP: "Same payment, higher fee",
  VOID: "Void: pays nothing",
};
const ANSWERS: Readonly<Record<Attempt["broadcasts"][number]["result"], string>> = {
  ACCEPTED: "accepted",
  ALREADY_KNOWN: "knew it already",
  UNKNOWN: "answer unknown",
  REJECTED: "refused",
};

export function AttemptsSection({ detail: { refund, network } }: { detail: RefundDetail }) {
  const explorer = useMutationCall("system", "openExplorer");
  if (refund.slot === null && refund.attempts.length === 0 && refund.lease === null)
    return (
      <Section title="Execution">
        <p className="quiet">Not claimed yet. The payment slot is given once, when an executor claims the refund.</p>
      </Section>
    );
  const unused = unusedSlot(refund);
  const shown = refund.txHash ?? refund.attempts.at(-1)?.txHash ?? null;
  return (
    <Section
      title="Execution"
      aside={
        shown !== null && network !== null && network.explorerTxUrl !== null ? (
          <Button
            variant="link"
            icon={<IconExternalLink size={14} stroke={1.75} aria-hidden="true" />}
            onClick={() => explorer.mutate({ network: refund.network, kind: "tx", value: shown })}
          >
            Open in explorer
          </Button>
        ) : refund.attempts.length === 0 ? (
          "nothing signed"
        ) : null
      }
    >
      {explorer.error === null ? null : <p role="alert">{explainLine(explorer.error)}</p>}
      <FactList>
        {refund.lease === null ? null : (
          <FactRow label="Claimed by">
            {refund.lease.holder.name}{" "}
            <span className="quiet">
              until <TimeText at={refund.lease.expiresAt} form="time" />
            </span>
          </FactRow>
        )}
        {refund.executedBy === null ? null : <FactRow label="Executed by">{refund.executedBy.name}</FactRow>}
        {refund.slot === null ? null : (
          <>
            <FactRow label="Paid from">
              <AddressText value={refund.slot.from} />
            </FactRow>
            <FactRow label="Payment slot">
              nonce {refund.slot.nonce} on chain id {refund.slot.chainId}{" "}
              <span className="quiet">
                {unused === null ? "· the only one, so that it is paid once" : "· given, and never used"}
              </span>
            </FactRow>
            {unused === null ? null : (
              <FactRow label="">
                {unused === "DEAD"
                  ? "The key above pays nothing else until this slot is voided on the chain, or a supervisor takes the key out of use. "
                  : "The key above pays nothing else until this refund is executed with it. "}
                <Link to="/keys">Go to Signing key</Link>
              </FactRow>
            )}
          </>
        )}
      </FactList>
      {isVoidedSlot(refund) ? <p role="note">{t("repairs:slot.voided")}</p> : null}
      {refund.voiding === null ? null : (
        <FactList>
          <FactRow label={unused === "DEAD" || isVoidedSlot(refund) ? t("repairs:slot.label") : "Withholding"}>
            {refund.voiding.requestedBy.name} asked, <TimeText at={refund.voiding.requestedAt} form="auto" />
            <span className="quiet"> · {refund.voiding.reason}</span>
          </FactRow>
          <FactRow label="">
            {refund.voiding.approval === null ? (
              <span className="quiet">Not approved yet. Nothing that pays nobody can be signed.</span>
            ) : (
              <>
                {refund.voiding.approval.by.name} approved, <TimeText at={refund.voiding.approval.at} form="auto" />
                {refund.voiding.approval.comment === "" ? null : (
                  <span className="quiet"> · “{refund.voiding.approval.comment}”</span>
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
              <FactRow label={KINDS[attempt.kind]}>
                <AddressText value={attempt.txHash} />
              </FactRow>
              <FactRow label="Signed">
                {attempt.by.name}, <TimeText at={attempt.at} />{" "}
                <span className="quiet">· hash kept before broadcast</span>
              </FactRow>
              <FactRow label="Broadcast">
                {attempt.broadcasts.length === 0 ? (
                  <span className="quiet">Not sent yet</span>
                ) : (
                  attempt.broadcasts.map((broadcast, index) => (
                    <div key={index}>
                      <TimeText at={broadcast.at} form="auto" /> · {broadcast.node} {ANSWERS[broadcast.result]}
                      {broadcast.error === null ? null : <span className="quiet"> · {broadcast.error}</span>}
                    </div>
                  ))
                )}
              </FactRow>
              {attempt.mined === null ? null : (
                <FactRow label="In block">
                  {blockText(attempt.mined.blockNumber)}{" "}
                  <span className="quiet">
                    · {attempt.mined.status === 1 ? "succeeded" : "reverted"} ·{" "}
                    <TimeText at={attempt.mined.at} form="auto" />
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
