/** The frame in which rules of a currency or network are proposed: fields, from when, why, and what would change. */
import { useState, type ReactNode } from "react";
import { REMARKS_MAX_LENGTH } from "#shared/domain/deposits.ts";
import type { CallError } from "#renderer/api/CallError.ts";
import { explain } from "#renderer/api/explain.ts";
import { t } from "#renderer/i18n/t.ts";
import { ActionButton } from "#renderer/ui/ActionButton.tsx";
import { Banner } from "#renderer/ui/Banner.tsx";
import { Button } from "#renderer/ui/Button.tsx";
import { DialogFrame } from "#renderer/ui/DialogFrame.tsx";
import { ErrorPanel } from "#renderer/ui/ErrorPanel.tsx";
import { MomentField } from "#renderer/ui/MomentField.tsx";
import { TextArea } from "#renderer/ui/TextField.tsx";
import { ComparedRows, type ComparedRow } from "./ComparedRows.tsx";
import styles from "./configuration.module.css";

export type Asked = { effectiveFrom: string | null; remarks: string };

export function ProposeRulesDialog({
  title,
  problem,
  changes,
  warning,
  busy,
  error,
  onSubmit,
  onClose,
  children,
}: {
  title: string;
  /** why it cannot be proposed yet */
  problem: string | null;
  /** every row; only those that differ are shown */
  changes: readonly ComparedRow[];
  warning: string | null;
  busy: boolean;
  error: CallError | null;
  onSubmit: (asked: Asked) => void;
  onClose: () => void;
  children: ReactNode;
}) {
  const [remarks, setRemarks] = useState("");
  const [from, setFrom] = useState("");
  const changed = changes.filter(({ before, after }) => before !== after);
  const reason =
    problem ??
    (changed.length === 0
      ? t("configuration:rules.nothing")
      : remarks.trim() === ""
        ? t("configuration:whyMissing")
        : null);
  return (
    <DialogFrame
      title={title}
      step={t("configuration:step")}
      say={t(busy ? "configuration:askingChain" : "configuration:nothingYet")}
      busy={busy}
      onClose={onClose}
      width={760}
      buttons={
        <>
          <Button onClick={onClose}>{t("configuration:rules.keep")}</Button>
          <ActionButton
            variant="primary"
            reason={reason}
            busy={busy}
            onClick={() => onSubmit({ effectiveFrom: from === "" ? null : from, remarks: remarks.trim() })}
          >
            {t("configuration:propose")}
          </ActionButton>
        </>
      }
    >
      {children}
      <div className={styles.fields}>
        <MomentField label={t("configuration:rules.from")} value={from} onChange={setFrom} />
        <p className={styles.beside}>{t("configuration:rules.fromHint")}</p>
      </div>
      {warning === null ? null : (
        <div className={styles.warning}>
          <Banner tone="alert" inset role="note">
            {warning}
          </Banner>
        </div>
      )}
      {changed.length === 0 ? null : (
        <ComparedRows
          caption={t("configuration:compared.would")}
          head={t("configuration:compared.rule")}
          rows={changed}
        />
      )}
      <TextArea
        label={t("configuration:why")}
        value={remarks}
        limit={REMARKS_MAX_LENGTH}
        maxLength={REMARKS_MAX_LENGTH}
        required
        onChange={(event) => setRemarks(event.target.value)}
      />
      {error === null ? null : <ErrorPanel {...explain(error)} inset />}
    </DialogFrame>
  );
}
