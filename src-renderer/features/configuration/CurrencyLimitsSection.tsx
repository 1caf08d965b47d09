/** One currency: the limits in force beside those that are proposed, and the versions before. */
import { useState } from "react";
import type { CurrencyLimits } from "#shared/contract/configuration.ts";
import { useCurrencyBook } from "#renderer/api/currencies.ts";
import { useActionContext, useUser } from "#renderer/api/session.tsx";
import { t } from "#renderer/i18n/t.ts";
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
  const coin = network(limits.network)?.nativeSymbol ?? t("configuration:limits.ofCoin");
  const proposed = versions.find(({ status }) => status === "PROPOSED") ?? null;
  const close = () => {
    setDialog(null);
    onChanged();
  };
  return (
    <Section
      title={t("configuration:pairOn", { currency, network: networkName(limits.network) })}
      aside={
        inForce.number === 0
          ? t("configuration:limits.never")
          : t("configuration:limits.holds", { number: inForce.number })
      }
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
            aria-label={t("configuration:limits.proposeFor", { currency })}
            onClick={() => setDialog("propose")}
          >
            {t("configuration:limits.propose")}
          </ActionButton>
        ) : (
          <ActionButton
            size="small"
            reason={whyNotDecide(proposed, context, user.id)}
            aria-label={t("configuration:limits.decideFor", { currency })}
            onClick={() => setDialog("decide")}
          >
            {t(proposed.proposedBy.id === user.id ? "configuration:withdrawOpen" : "configuration:decideOpen")}
          </ActionButton>
        )}
      </div>
      <VersionList versions={versions} />
      {dialog === "propose" ? (
        <ProposeLimitsDialog limits={limits} coin={coin} onClose={close} />
      ) : dialog === "decide" && proposed !== null ? (
        <DecideVersionDialog
          what="limits"
          about={currency}

          proposed={proposed}
          rows={compared(limitRows(inForce.limits, currency, coin), limitRows(proposed.payload, currency, coin))}

          onClose={close}
        />
      ) : null}
    </Section>
  );
}
