import { t } from "#renderer/i18n/t.ts";
import { Button } from "#renderer/ui/Button.tsx";
import { DialogFrame } from "#renderer/ui/DialogFrame.tsx";
import { shortcuts } from "./shortcuts.ts";
import styles from "./ShortcutsDialog.module.css";

export function ShortcutsDialog({ onClose }: { onClose: () => void }) {
  return (
    <DialogFrame
      title={t("frame:shortcuts.title")}
      money={false}
      width={720}
      onClose={onClose}
      say={t("frame:shortcuts.say")}
      buttons={
        <Button data-autofocus onClick={onClose}>
          {t("frame:shortcuts.close")}
        </Button>
      }
    >
      <div className={styles.columns}>
        {shortcuts().map((part) => (
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
