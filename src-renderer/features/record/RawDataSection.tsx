/** The record as JSON, for support: shown on demand, copied whole. */
import { IconChevronDown, IconChevronRight } from "@tabler/icons-react";
import { useId, useState } from "react";
import type { Deposit } from "#shared/contract/deposit.ts";
import { t } from "#renderer/i18n/t.ts";
import { Button } from "#renderer/ui/Button.tsx";
import { CopyButton } from "#renderer/ui/CopyButton.tsx";
import { Section } from "#renderer/ui/Section.tsx";
import { rawJson } from "./recordViews.ts";
import styles from "./record.module.css";

/** What the clipboard call takes at most. */
const COPY_LIMIT = 2_000;

export function RawDataSection({ deposit }: { deposit: Deposit }) {
  const [open, setOpen] = useState(false);
  const id = useId();
  const text = rawJson(deposit);
  const Sign = open ? IconChevronDown : IconChevronRight;
  return (
    <Section
      title={t("record:raw.title")}
      aside={
        <Button
          variant="link"
          aria-expanded={open}
          aria-controls={id}
          icon={<Sign size={14} stroke={1.75} aria-hidden="true" />}
          onClick={() => setOpen(!open)}
        >
          {open ? t("record:raw.hide") : t("record:raw.show")}
        </Button>
      }
    >
      <div id={id} hidden={!open}>
        {open ? (
          <>
            <pre className={styles.raw} tabIndex={0} aria-label={t("record:raw.label")}>
              {text}
            </pre>
            {text.length <= COPY_LIMIT ? (
              <CopyButton text={text} what={t("record:raw.what")} label={t("ui:copy")} />
            ) : (
              <CopyButton
                text={JSON.stringify(deposit).slice(0, COPY_LIMIT)}
                what={t("record:raw.firstWhat")}
                label={t("record:raw.copyFirst")}
              />
            )}
          </>
        ) : null}
      </div>
    </Section>
  );
}
