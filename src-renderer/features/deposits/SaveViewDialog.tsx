/** Keeps the filters in force under a name, for oneself or for everybody. */
import { useState } from "react";
import { useIdempotencyKey } from "#renderer/api/calls.ts";
import { useCommand } from "#renderer/api/command.ts";
import { explain } from "#renderer/api/explain.ts";
import { usePinnedViews } from "#renderer/api/savedViews.ts";
import { useUser } from "#renderer/api/session.tsx";
import { t } from "#renderer/i18n/t.ts";
import { ActionButton } from "#renderer/ui/ActionButton.tsx";
import { Button } from "#renderer/ui/Button.tsx";
import { DialogFrame } from "#renderer/ui/DialogFrame.tsx";
import { ErrorPanel } from "#renderer/ui/ErrorPanel.tsx";
import { CheckField, TextField } from "#renderer/ui/TextField.tsx";
import { toast } from "#renderer/ui/toasts.tsx";
import styles from "./ViewsMenu.module.css";

export function SaveViewDialog({
  query,
  names,
  onClose,
}: {
  /** the filters in force as text */
  query: string;
  /** of one's own views */
  names: readonly string[];
  onClose: () => void;
}) {
  const { permissions } = useUser();
  const mayShare = permissions.includes("View.Share");
  const [form, setForm] = useState({ name: "", shared: false, pinned: true });
  const { key, renew } = useIdempotencyKey();
  const save = useCommand("views", "save");
  const pin = usePinnedViews((pinned) => pinned.toggle);
  const name = form.name.trim();
  const reason =
    name === "" ? t("deposits:save.nameMissing") : names.includes(name) ? t("deposits:save.nameTaken") : null;
  const set = (change: Partial<typeof form>) => {
    setForm((former) => ({ ...former, ...change }));
    renew();
  };
  const submit = () =>
    save.give(
      { name, query, shared: form.shared, idempotencyKey: key },
      {
        done: ({ id, shared }) => {
          if (form.pinned) pin(id);
          toast(shared ? t("deposits:save.shared") : t("deposits:save.own"), name);
          onClose();
        },
        refused: ({ retryable }) => {
          if (!retryable) renew();
        },
      },
    );
  return (
    <DialogFrame
      title={t("deposits:save.title")}
      say={save.isPending ? t("deposits:save.asking") : t("deposits:save.kept")}
      busy={save.isPending}
      onClose={onClose}
      width={520}
      buttons={
        <>
          <Button onClick={onClose}>{t("deposits:save.leave")}</Button>
          <ActionButton variant="primary" reason={reason} busy={save.isPending} onClick={submit}>
            {t("deposits:save.save")}
          </ActionButton>
        </>
      }
    >
      <TextField
        label={t("deposits:save.name")}
        maxLength={60}
        data-autofocus
        value={form.name}
        onChange={(event) => set({ name: event.target.value })}
      />
      <div className={styles.query}>
        <span className={styles.caption}>{t("deposits:filters.title")}</span>
        <code className={styles.text}>{query}</code>
      </div>
      <CheckField
        label={t("deposits:save.inMenu")}
        checked={form.pinned}
        onChange={() => set({ pinned: !form.pinned })}
      />
      <CheckField
        label={mayShare ? t("deposits:save.share") : t("deposits:save.mayNotShare")}
        checked={form.shared}
        disabled={!mayShare}
        onChange={() => set({ shared: !form.shared })}
      />
      {save.error === null ? null : <ErrorPanel {...explain(save.error)} inset />}
    </DialogFrame>
  );
}
