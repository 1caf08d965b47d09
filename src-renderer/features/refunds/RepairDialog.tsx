/** One step towards withholding a payment or closing it: facts restated, what happens, a text for the log, a proof where one is needed. */
import { useState, type ReactNode } from "react";
import { Trans } from "react-i18next";
import { useIdempotencyKey } from "#renderer/api/calls.ts";
import { useCurrencyBook } from "#renderer/api/currencies.ts";
import { explain } from "#renderer/api/explain.ts";
import { useUser } from "#renderer/api/session.tsx";
import type { CallError } from "#renderer/api/CallError.ts";
import { t } from "#renderer/i18n/t.ts";
import type { Refund } from "#shared/contract/refund.ts";
import { REMARKS_MAX_LENGTH } from "#shared/domain/deposits.ts";
import type { ErrorBody } from "#shared/errors.ts";
import { ActionButton } from "#renderer/ui/ActionButton.tsx";
import { AddressText } from "#renderer/ui/AddressText.tsx";
import { Button } from "#renderer/ui/Button.tsx";
import { DialogFrame } from "#renderer/ui/DialogFrame.tsx";
import { ErrorPanel } from "#renderer/ui/ErrorPanel.tsx";
import { FactList, FactRow } from "#renderer/ui/Facts.tsx";
import { Money } from "#renderer/ui/Money.tsx";
import { StatusPill } from "#renderer/ui/StatusPill.tsx";
import { TextArea } from "#renderer/ui/TextField.tsx";
import { ProofField, whyNoProof } from "#renderer/api/ProofField.tsx";

export type RepairInput = { text: string; proof: string; idempotencyKey: string };
type Then = { done: (changed: Refund) => void; refused: (body: ErrorBody) => void };

export function RepairDialog({
  refund,
  title,
  label,
  keep,
  says,
  textLabel,
  textNeeded,
  needsProof,
  command,
  give,
  done,
  onClose,
  onDone,
  children,
}: {
  /** as the person saw it when the dialog opened */
  refund: Refund;
  title: string;
  label: string;
  keep: string;
  says: readonly string[];
  textLabel: string;
  /** null: it may stay empty */
  textNeeded: string | null;
  needsProof: boolean;
  command: { isPending: boolean; error: CallError | null };
  give: (input: RepairInput, then: Then) => void;
  /** what is said on the page afterwards */
  done: string;
  onClose: () => void;
  onDone: (words: string) => void;
  children?: ReactNode;
}) {
  const user = useUser();
  const { key, renew } = useIdempotencyKey();
  const { decimalsOf } = useCurrencyBook();
  const [text, setText] = useState("");
  const [proof, setProof] = useState("");
  const missing =
    (text.trim() === "" ? textNeeded : null) ?? (needsProof ? whyNoProof(proof, user.totpEnrolled) : null);
  const submit = () =>
    give(
      {
        text: text.trim(),
        proof: user.totpEnrolled ? proof.replace(/\s/g, "") : proof,
        idempotencyKey: key,
      },
      {
        done: () => {
          onDone(done);
          onClose();
        },
        refused: ({ retryable }) => {
          // A proof is used once, whatever came of it; the text stays.
          setProof("");
          if (!retryable) renew();
        },
      },
    );
  return (
    <DialogFrame
      title={title}
      say={t(command.isPending ? "refunds:asking" : "refunds:nothingYet")}
      busy={command.isPending}
      onClose={onClose}
      width={620}
      buttons={
        <>
          <Button onClick={onClose}>{keep}</Button>
          <ActionButton variant="primary" reason={missing} busy={command.isPending} onClick={submit}>
            {label}
          </ActionButton>
        </>
      }
    >
      <FactList framed>
        <FactRow label={t("refunds:facts.refund")}>
          <strong>{refund.refundNo}</strong>{" "}
          <span className="quiet">{t("refunds:facts.for", { recordNo: refund.recordNo })}</span>{" "}
          <StatusPill kind="refund" status={refund.status} />
        </FactRow>
        <FactRow label={t("refunds:facts.amount")}>
          <Money
            amount={refund.amount}
            currency={refund.currency}
            decimals={decimalsOf(refund.currency, refund.network)}
          />
        </FactRow>
        <FactRow label={t("refunds:facts.to")}>
          <AddressText value={refund.refundAddress} />
        </FactRow>
        {refund.slot === null ? null : (
          <FactRow label={t("refunds:facts.slot")}>
            <Trans
              t={t}
              i18nKey="refunds:facts.slotOf"
              values={{ nonce: refund.slot.nonce }}
              components={{ address: <AddressText value={refund.slot.from} /> }}
            />
          </FactRow>
        )}
        {children}
      </FactList>
      {says.map((line) => (
        <p key={line}>{line}</p>
      ))}
      <TextArea
        label={textLabel}
        value={text}
        limit={REMARKS_MAX_LENGTH}
        maxLength={REMARKS_MAX_LENGTH}
        data-autofocus
        onChange={(event) => setText(event.target.value)}
      />
      {needsProof ? <ProofField value={proof} onChange={setProof} /> : null}
      {command.error === null ? null : <ErrorPanel {...explain(command.error)} inset />}
    </DialogFrame>
  );
}
