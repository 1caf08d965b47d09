import { Button } from "#renderer/ui/Button.tsx";
import { DialogFrame } from "#renderer/ui/DialogFrame.tsx";
import { SHORTCUTS } from "./shortcuts.ts";
import styles from "./ShortcutsDialog.module.css";

export function ShortcutsDialog({ onClose }: { onClose: () => void }) {
  return (
    <DialogFrame
      title="Shortcuts"
      money={false}
      width={720}
      onClose={onClose}
      say="Single letters are off while typing. Approve and Execute Refund have none."
      buttons={
        <Button data-autofocus onClick={onClose}>
          Close
        </Button>
      }
    >
      <div className={styles.columns}>
        {SHORTCUTS.map((part) => (
          <section key={part.title} aria-label={part.title}>
            <h3 className={styles.title}>{part.title}</h3>
            <dl className={styles.list}>
              {part.list.map(({ keys, words }) => (
                <div key={keys} className={styles.row}>
                  <dt>{words}</dt>
                  <dd>
                    <kbd>{keys}</kbd>
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </DialogFrame>
  );
}
