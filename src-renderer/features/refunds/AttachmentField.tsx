import { IconPaperclip, IconX } from "@tabler/icons-react";
import { useRef, useState } from "react";
import { t } from "#renderer/i18n/t.ts";
import { AddressText } from "#renderer/ui/AddressText.tsx";
import { Button } from "#renderer/ui/Button.tsx";
import { addAttachments, hashFile, LARGEST_ATTACHMENT, MOST_ATTACHMENTS, type Attachment } from "./attachments.ts";
import styles from "./request.module.css";

const digest = (algorithm: "SHA-256", data: ArrayBuffer) => crypto.subtle.digest(algorithm, data);

/** Files are hashed in the page and go nowhere; their hashes are part of what is approved. */
export function AttachmentField({
  attachments,
  onChange,
}: {
  attachments: readonly Attachment[];
  onChange: (attachments: Attachment[]) => void;
}) {
  const input = useRef<HTMLInputElement>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const take = async (files: readonly File[]) => {
    const tooLarge = files.find((file) => file.size > LARGEST_ATTACHMENT);
    setProblem(
      tooLarge === undefined
        ? null
        : t("request:attachment.tooLarge", { name: tooLarge.name, mb: LARGEST_ATTACHMENT / 1_000_000 }),
    );
    try {
      const hashed = await Promise.all(
        files.filter((file) => file.size <= LARGEST_ATTACHMENT).map((file) => hashFile(file, digest)),
      );
      const all = addAttachments(attachments, hashed);
      onChange(all.slice(0, MOST_ATTACHMENTS));
      const more = all.length - MOST_ATTACHMENTS;
      if (more > 0) setProblem(t("request:attachment.tooMany", { most: MOST_ATTACHMENTS, count: more }));
    } catch {
      setProblem(t("request:attachment.unreadable"));
    }
  };
  return (
    <div className={styles.attachments}>
      <div className={styles.attachHead}>
        <span className={styles.attachLabel}>{t("request:attachment.title")}</span>
        <span className="quiet">{t("request:attachment.hint")}</span>
      </div>
      {attachments.length === 0 ? null : (
        <ul className={styles.attachList}>
          {attachments.map((file) => (
            <li key={file.sha256}>
              <span className={styles.fileName}>{file.name}</span>
              <AddressText value={file.sha256} form="short" />
              <Button
                variant="quiet"
                size="tiny"
                iconOnly
                icon={<IconX size={14} stroke={1.75} aria-hidden="true" />}
                aria-label={t("request:attachment.remove", { name: file.name })}
                onClick={() => onChange(attachments.filter((other) => other.sha256 !== file.sha256))}
              />
            </li>
          ))}
        </ul>
      )}
      <input
        ref={input}
        type="file"
        multiple
        hidden
        aria-label={t("request:attachment.attach")}
        onChange={(event) => {
          const files = [...(event.target.files ?? [])];
          event.target.value = "";
          void take(files);
        }}
      />
      <div>
        <Button
          size="small"
          icon={<IconPaperclip size={15} stroke={1.75} aria-hidden="true" />}
          aria-disabled={attachments.length >= MOST_ATTACHMENTS || undefined}
          onClick={() => {
            if (attachments.length < MOST_ATTACHMENTS) input.current?.click();
          }}
        >
          {t("request:attachment.attach")}
        </Button>
      </div>
      {problem === null ? null : (
        <p className={styles.problem} role="alert">
          {problem}
        </p>
      )}
    </div>
  );
}
