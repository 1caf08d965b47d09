/** A log that was restored from a backup is taken over on this computer: what was seen beside what is shown, a reason, the password, typed words (R16.3). */
import { useState } from "react";
import { useIdempotencyKey } from "#renderer/api/calls.ts";
import { useCommand } from "#renderer/api/command.ts";
import { explain } from "#renderer/api/explain.ts";
import { ProofField, whyNoProof } from "#renderer/api/ProofField.tsx";
import { useUser } from "#renderer/api/session.tsx";
import { countText } from "#renderer/i18n/countText.ts";
import { t } from "#renderer/i18n/t.ts";
import type { ComparedHead } from "#shared/contract/audit.ts";
import type { LogIntegrity } from "#shared/contract/ipc.ts";
import { acceptanceWords } from "#shared/domain/auditHead.ts";
import { REMARKS_MAX_LENGTH } from "#shared/domain/deposits.ts";
import { ActionButton } from "#renderer/ui/ActionButton.tsx";
import { Button } from "#renderer/ui/Button.tsx";
import { DialogFrame } from "#renderer/ui/DialogFrame.tsx";
import { ErrorPanel } from "#renderer/ui/ErrorPanel.tsx";
import { FactList, FactRow } from "#renderer/ui/Facts.tsx";
import { TextArea, TextField } from "#renderer/ui/TextField.tsx";
import { TimeText } from "#renderer/ui/TimeText.tsx";
import { toast } from "#renderer/ui/toasts.tsx";
import styles from "./audit.module.css";

export function AcceptLogDialog({
  head,
  offered,
  broken,
  onClose,
}: {
  head: ComparedHead;
  offered: NonNullable<LogIntegrity["offered"]>;
  broken: string;
  onClose: () => void;
}) {
  // What the person saw when the dialog opened: the log grows behind it.
  const [seen] = useState(offered);
  const user = useUser();
  const command = useCommand("audit", "acceptLog");
  const { key, renew } = useIdempotencyKey();
  const [remarks, setRemarks] = useState("");
  const [typed, setTyped] = useState("");
  const [proof, setProof] = useState("");
  const words = acceptanceWords(seen);
  const reason =
    remarks.trim() === ""
      ? t("audit:accept.remarksMissing")
      : typed.trim() === words
        ? whyNoProof(proof, user.totpEnrolled)
        : t("audit:accept.typedMissing", { words });
  const submit = () =>
    command.give(
      { rootHash: seen.rootHash, typed: typed.trim(), remarks: remarks.trim(), proof, idempotencyKey: key },
      {
        done: () => {
          toast(t("audit:accept.done"), t("audit:accept.doneHow"));
          onClose();
        },
        refused: ({ retryable }) => {
          setProof("");
          if (!retryable) renew();
        },
      },
    );
  return (
    <DialogFrame
      title={t("audit:accept.title")}
      say={t(command.isPending ? "audit:accept.asking" : "audit:accept.nothingYet")}
      busy={command.isPending}
      onClose={onClose}
      width={680}
      buttons={
        <>
          <Button onClick={onClose}>{t("audit:accept.keep")}</Button>
          <ActionButton variant="primary" reason={reason} busy={command.isPending} onClick={submit}>
            {t("audit:accept.do")}
          </ActionButton>
        </>
      }
    >
      <p>{t("audit:accept.says")}</p>
      <FactList framed>
        <FactRow label={t("audit:accept.seen")}>
          <Head of={head} />
        </FactRow>
        <FactRow label={t("audit:accept.shown")}>
          <Head of={seen} />
        </FactRow>
        <FactRow label={t("audit:accept.why")}>{broken}</FactRow>
        {seen.sameKey ? null : (
          <FactRow label={t("audit:accept.key")}>
            <strong>{t("audit:accept.otherKey")}</strong>
          </FactRow>
        )}
      </FactList>
      <p>{t("audit:accept.effect")}</p>
      <TextArea
        label={t("audit:accept.remarks")}
        value={remarks}
        limit={REMARKS_MAX_LENGTH}
        maxLength={REMARKS_MAX_LENGTH}
        data-autofocus
        onChange={(event) => setRemarks(event.target.value)}
      />
      <TextField
        label={t("audit:accept.typed", { words })}
        mono
        value={typed}
        maxLength={40}
        onChange={(event) => setTyped(event.target.value)}
      />
      <ProofField value={proof} onChange={setProof} />
      {command.error === null ? null : <ErrorPanel {...explain(command.error)} inset />}
    </DialogFrame>
  );
}

function Head({ of: { size, at, rootHash } }: { of: ComparedHead }) {
  return (
    <>
      {t("audit:accept.events", { events: countText(size) })}, <TimeText at={at} withZone />
      <div className={styles.root}>{rootHash}</div>
    </>
  );
}
