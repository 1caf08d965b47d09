/** Keeps the filters in force under a name, for oneself or for everybody. */
import { useState } from "react";
import { useIdempotencyKey } from "#renderer/api/calls.ts";
import { useCommand } from "#renderer/api/command.ts";
import { explain } from "#renderer/api/explain.ts";
import { usePinnedViews } from "#renderer/api/savedViews.ts";
import { useUser } from "#renderer/api/session.tsx";
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
  const reason = name === "" ? "Write a name." : names.includes(name) ? "You have a view of this name already." : null;
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
          toast(shared ? "Saved and shared with everybody." : "Saved for you.", name);
          onClose();
        },
        refused: ({ retryable }) => {
          if (!retryable) renew();
        },
      },
    );
  return (
    <DialogFrame
      title="Save this view"
      say={
        save.isPending
          ? "Asking the central service…"
          : "The view is kept by the central service, for every workstation."
      }
      busy={save.isPending}
      onClose={onClose}
      width={520}
      buttons={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <ActionButton variant="primary" reason={reason} busy={save.isPending} onClick={submit}>
            Save view
          </ActionButton>
        </>
      }
    >
      <TextField
        label="Name"
        maxLength={60}
        data-autofocus
        value={form.name}
        onChange={(event) => set({ name: event.target.value })}
      />
      <div className={styles.query}>
        <span className={styles.caption}>Filters</span>
        <code className={styles.text}>{query}</code>
      </div>
      <CheckField label="Show it in the menu" checked={form.pinned} onChange={() => set({ pinned: !form.pinned })} />
      <CheckField
        label={
          mayShare ? "Share with everybody who may read records" : "Share with everybody (needs the right View.Share)"
        }
        checked={form.shared}
        disabled={!mayShare}
        onChange={() => set({ shared: !form.shared })}
      />
      {save.error === null ? null : <ErrorPanel {...explain(save.error)} inset />}
    </DialogFrame>
  );
}
