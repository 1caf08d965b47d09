/** Short notes of success, at the bottom. Errors never come here: they stay in their place. */
import { IconCheck, IconX } from "@tabler/icons-react";
import { useEffect } from "react";
import { create } from "zustand";
import { useLanguage } from "#renderer/i18n/spokenLanguage.tsx";
import { t } from "#renderer/i18n/t.ts";
import { Button } from "./Button.tsx";
import styles from "./toasts.module.css";

type Toast = { id: number; text: string; note: string | null };
type Toasts = { list: readonly Toast[]; add: (text: string, note?: string) => void; drop: (id: number) => void };

let last = 0;
const useToasts = create<Toasts>((set) => ({
  list: [],
  add: (text, note) => {
    last += 1;
    const toast = { id: last, text, note: note ?? null };
    set(({ list }) => ({ list: [...list.slice(-2), toast] }));
  },
  drop: (id) => set(({ list }) => ({ list: list.filter((toast) => toast.id !== id) })),
}));

/** `note`: the particulars, for example the whole value that was copied. */
export function toast(text: string, note?: string): void {
  useToasts.getState().add(text, note);
}

export function Toasts() {
  useLanguage();
  const { list, drop } = useToasts();
  return (
    <div className={styles.area} role="status" aria-live="polite">
      {list.map((one) => (
        <OneToast key={one.id} toast={one} onDone={drop} />
      ))}
    </div>
  );
}

function OneToast({ toast: { id, text, note }, onDone }: { toast: Toast; onDone: (id: number) => void }) {
  useEffect(() => {
    const timer = setTimeout(() => onDone(id), 8_000);
    return () => clearTimeout(timer);
  }, [id, onDone]);
  return (
    <div className={styles.toast}>
      <IconCheck size={15} aria-hidden="true" />
      <div>
        <div>{text}</div>
        {note === null ? null : <div className={styles.note}>{note}</div>}
      </div>
      <Button
        variant="quiet"
        size="tiny"
        iconOnly
        icon={<IconX size={14} aria-hidden="true" />}
        aria-label={t("ui:closeNote")}
        className={styles.close}
        onClick={() => onDone(id)}
      />
    </div>
  );
}
