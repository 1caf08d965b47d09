/** One currency: the limits in force beside those that are proposed, and the versions before. */
import { useState } from "react";
import type { CurrencyLimits } from "#shared/contract/configuration.ts";
import { useCurrencyBook } from "#renderer/api/currencies.ts";
import { useActionContext, useUser } from "#renderer/api/session.tsx";
import { ActionButton } from "#renderer/ui/ActionButton.tsx";
import { FactList, FactRow } from "#renderer/ui/Facts.tsx";
import { Section } from "#renderer/ui/Section.tsx";
import { compared } from "./ComparedRows.tsx";
import { DecideVersionDialog } from "./DecideVersionDialog.tsx";
import { limitRows } from "./limitRows.ts";
import { whyNotDecide, whyNotPropose } from "./versionRules.ts";
import { ProposedBanner } from "./ProposedBanner.tsx";
import { ProposeLimitsDialog } from "./ProposeLimitsDialog.tsx";
import { VersionList } from "./VersionList.tsx";
import styles from "./configuration.module.css";

export function CurrencyLimitsSection({ limits, onChanged }: { limits: CurrencyLimits; onChanged: () => void }) {
  const { networkName, network } = useCurrencyBook();
  const context = useActionContext();
  const user = useUser();
  const [dialog, setDialog] = useState<"propose" | "decide" | null>(null);
  const { currency, inForce, versions } = limits;
  const coin = network(limits.network)?.nativeSymbol ?? "of the network's coin";
  const proposed = versions.find(({ status }) => status === "PROPOSED") ?? null;
  const close = () => {
    setDialog(null);
    onChanged();
  };
  return (
    <Section
      title={`${currency} on ${networkName(limits.network)}`}
      aside={inForce.number === 0 ? "as configured, never changed" : `version ${inForce.number} holds`}
    >
      <FactList>
        {limitRows(inForce.limits, currency, coin).map(({ label, value }) => (
          <FactRow key={label} label={label}>
            {value}
          </FactRow>
        ))}
      </FactList>
      {proposed === null ? null : <ProposedBanner proposed={proposed} />}
      <div className={styles.actions}>
        {proposed === null ? (
          <ActionButton
            size="small"
            reason={whyNotPropose(context)}
            aria-label={`Propose other limits for ${currency}`}
            onClick={() => setDialog("propose")}
          >
            Propose other limits…
          </ActionButton>
        ) : (
          <ActionButton
            size="small"
            reason={whyNotDecide(proposed, context, user.id)}
            aria-label={`Decide on the limits for ${currency}`}
            onClick={() => setDialog("decide")}
          >
            {proposed.proposedBy.id === user.id ? "Withdraw…" : "Decide…"}
          </ActionButton>
        )}
      </div>
      <VersionList versions={versions} />
      {dialog === "propose" ? (
        <ProposeLimitsDialog limits={limits} coin={coin} onClose={close} />
      ) : dialog === "decide" && proposed !== null ? (
        <DecideVersionDialog
          what="the limits"
          about={currency}
          approved="Approved. The new limits hold."
          proposed={proposed}
          rows={compared(limitRows(inForce.limits, currency, coin), limitRows(proposed.payload, currency, coin))}
          note="A refund keeps the limits under which it was requested."
          onClose={close}
        />
      ) : null}
    </Section>
  );
}
