/** One currency or one network: the rules in force, what is proposed, and the versions before. */
import { useState, type ReactNode } from "react";
import type { Affected, LimitsVersion } from "#shared/contract/configuration.ts";
import { useActionContext, useUser } from "#renderer/api/session.tsx";
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
  const met = `${affected.openRecords} open records, ${affected.openRefunds} open refunds`;
  return (
    <Section title={title} aside={version === null ? "proposed, not in use" : `version ${version} holds · ${met}`}>
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
            aria-label={`Propose other rules for ${about}`}
            onClick={() => setDialog("propose")}
          >
            Propose other rules…
          </ActionButton>
        ) : (
          <ActionButton
            size="small"
            reason={whyNotDecide(proposed.version, context, user.id)}
            aria-label={`Decide on the rules for ${about}`}
            onClick={() => setDialog("decide")}
          >
            {proposed.version.proposedBy.id === user.id ? "Withdraw…" : "Decide…"}
          </ActionButton>
        )}
      </div>
      <VersionList versions={versions} />
      {dialog === "propose" ? (
        form(close)
      ) : dialog === "decide" && proposed !== null ? (
        <DecideVersionDialog
          what="the rules"
          about={about}
          approved="Approved. The chain was asked again."
          proposed={proposed.version}
          rows={compared(rows, proposed.rows)}
          note="Records and refunds that began before keep the rules under which they began."
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
