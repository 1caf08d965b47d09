/** One currency or one network: the rules in force, what is proposed, and the versions before. */
import { useState, type ReactNode } from "react";
import type { Affected, LimitsVersion } from "#shared/contract/configuration.ts";
import { useActionContext, useUser } from "#renderer/api/session.tsx";
import { t } from "#renderer/i18n/t.ts";
import { ActionButton } from "#renderer/ui/ActionButton.tsx";
import { Banner } from "#renderer/ui/Banner.tsx";
import { FactList, FactRow } from "#renderer/ui/Facts.tsx";
import { Section } from "#renderer/ui/Section.tsx";
import { compared } from "./ComparedRows.tsx";
import { DecideVersionDialog } from "./DecideVersionDialog.tsx";
import { ProposedBanner } from "./ProposedBanner.tsx";
import { VersionList } from "./VersionList.tsx";
import { whyNotDecide, whyNotPropose } from "./versionRules.ts";
import styles from "./configuration.module.css";

type Row = { label: string; value: string };

export function RulesSection({
  title,
  about,
  version,
  affected,
  rows,
  proposed,
  versions,
  form,
  onChanged,
}: {
  title: string;
  /** "USDT" */
  about: string;
  /** of what holds; null: it is proposed only */
  version: number | null;
  affected: Affected;
  /** what holds; null while nothing does */
  rows: readonly Row[] | null;
  proposed: { version: Omit<LimitsVersion, "kind" | "payload">; rows: readonly Row[]; warning: string | null } | null;
  versions: readonly Omit<LimitsVersion, "kind" | "payload">[];
  /** the dialog in which other rules are proposed */
  form: (close: () => void) => ReactNode;
  onChanged: () => void;
}) {
  const context = useActionContext();
  const user = useUser();
  const [dialog, setDialog] = useState<"propose" | "decide" | null>(null);
  const close = () => {
    setDialog(null);
    onChanged();
  };

  return (
    <Section
      title={title}
      aside={
        version === null
          ? t("configuration:section.proposed")
          : t("configuration:section.holds", {
              number: version,
              records: affected.openRecords,
              refunds: affected.openRefunds,
            })
      }
    >
      {rows === null ? null : (
        <FactList columns={2}>
          {rows.map(({ label, value }) => (
            <FactRow key={label} label={label}>
              {value}
            </FactRow>
          ))}
        </FactList>
      )}
      {proposed === null ? null : <ProposedBanner proposed={proposed.version} />}
      <div className={styles.actions}>
        {proposed === null ? (
          <ActionButton
            size="small"
            reason={whyNotPropose(context)}
            aria-label={t("configuration:section.proposeFor", { about })}
            onClick={() => setDialog("propose")}
          >
            {t("configuration:section.propose")}
          </ActionButton>
        ) : (
          <ActionButton
            size="small"
            reason={whyNotDecide(proposed.version, context, user.id)}
            aria-label={t("configuration:section.decideFor", { about })}
            onClick={() => setDialog("decide")}
          >
            {t(proposed.version.proposedBy.id === user.id ? "configuration:withdrawOpen" : "configuration:decideOpen")}
          </ActionButton>
        )}
      </div>
      <VersionList versions={versions} />
      {dialog === "propose" ? (
        form(close)
      ) : dialog === "decide" && proposed !== null ? (
        <DecideVersionDialog
          what="rules"
          about={about}

          proposed={proposed.version}
          rows={compared(rows, proposed.rows)}

          warning={
            proposed.warning === null ? null : (
              <div className={styles.warning}>
                <Banner tone="alert" inset role="note">
                  {proposed.warning}
                </Banner>
              </div>
            )
          }
          onClose={close}
        />
      ) : null}
    </Section>
  );
}
