/** Currencies and networks: what holds, what is proposed, and every version that ever held (guide, "Cryptocurrency Configuration"; R4.1 to R4.4). */
import { useState } from "react";
import type { RulesHistory } from "#shared/contract/configuration.ts";
import { explain } from "#renderer/api/explain.ts";
import { useFreshCall } from "#renderer/api/freshCall.ts";
import { useActionContext, useOnline } from "#renderer/api/session.tsx";
import { t } from "#renderer/i18n/t.ts";
import { ActionButton } from "#renderer/ui/ActionButton.tsx";
import { EmptyState } from "#renderer/ui/EmptyState.tsx";
import { ErrorPanel } from "#renderer/ui/ErrorPanel.tsx";
import { PageHeader } from "#renderer/ui/PageHeader.tsx";
import { Skeleton } from "#renderer/ui/Skeleton.tsx";
import { currencyRows, currencyWarning } from "./currencyRows.ts";
import { networkRows, networkWarning } from "./networkRows.ts";
import { ProposeCurrencyDialog } from "./ProposeCurrencyDialog.tsx";
import { ProposeNetworkDialog } from "./ProposeNetworkDialog.tsx";
import { RulesSection } from "./RulesSection.tsx";
import { whyNotPropose } from "./versionRules.ts";
import styles from "./configuration.module.css";

/** What another person decides is seen soon without asking. */
const LOOK_EVERY_MS = 15_000;

export function CurrenciesPage() {
  const online = useOnline();
  const history = useFreshCall("configuration", "history", {}, { enabled: online, everyMs: LOOK_EVERY_MS });
  return (
    <div className={styles.page}>
      <PageHeader path={t("frame:places.currencies.path")} title={t("configuration:currencies.title")} />
      <div className={styles.scroll} role="region" aria-label={t("configuration:currencies.region")} tabIndex={0}>
        {!online && (history.data === undefined || history.error !== null) ? (
          <EmptyState title={t("configuration:currencies.offline")}>{t("configuration:currencies.goOn")}</EmptyState>
        ) : history.error !== null ? (
          <ErrorPanel {...explain(history.error)} onRetry={() => void history.refetch()} />
        ) : history.data === undefined ? (
          <Skeleton label={t("configuration:currencies.loading")} />
        ) : (
          <Rules history={history.data} onChanged={() => void history.refetch()} />
        )}
      </div>
    </div>
  );
}

function Rules({ history, onChanged }: { history: RulesHistory; onChanged: () => void }) {
  const context = useActionContext();
  /** a network's code: a new currency there */
  const [adding, setAdding] = useState<"NETWORK" | { network: string } | null>(null);
  const close = () => {
    setAdding(null);
    onChanged();
  };
  return (
    <>
      {history.networks.map((network) => (
        <div key={network.network} className={styles.network}>
          <NetworkSection history={network} onChanged={onChanged} />
          {history.currencies
            .filter((one) => one.network === network.network)
            .map((one) => (
              <CurrencySection key={one.currency} history={one} onChanged={onChanged} />
            ))}
          {network.rules === null ? null : (
            <ActionButton
              size="small"
              reason={whyNotPropose(context)}
              onClick={() => setAdding({ network: network.network })}
            >
              {t("configuration:currencies.addCurrency", { network: network.rules.name })}
            </ActionButton>
          )}
        </div>
      ))}
      <div className={styles.actions}>
        <ActionButton size="small" reason={whyNotPropose(context)} onClick={() => setAdding("NETWORK")}>
          {t("configuration:currencies.addNetwork")}
        </ActionButton>
      </div>
      {adding === null ? null : adding === "NETWORK" ? (
        <ProposeNetworkDialog history={null} onClose={close} />
      ) : (
        <ProposeCurrencyDialog network={adding.network} history={null} onClose={close} />
      )}
    </>
  );
}

type SectionProps<Kind extends keyof RulesHistory> = { history: RulesHistory[Kind][number]; onChanged: () => void };

function NetworkSection({ history, onChanged }: SectionProps<"networks">) {
  const { network, rules, version, affected, versions } = history;
  const waiting = versions.find(({ status }) => status === "PROPOSED");
  return (
    <RulesSection
      title={t("configuration:currencies.network", { name: rules?.name ?? network })}
      about={network}
      version={version}
      affected={affected}
      rows={rules && networkRows(rules)}
      proposed={
        waiting === undefined
          ? null
          : {
              version: waiting,
              rows: networkRows(waiting.payload.rules),
              warning: networkWarning(rules, waiting.payload.rules, affected),
            }
      }
      versions={versions}
      form={(close) => <ProposeNetworkDialog history={history} onClose={close} />}
      onChanged={onChanged}
    />
  );
}

function CurrencySection({ history, onChanged }: SectionProps<"currencies">) {
  const { network, currency, rules, version, affected, versions } = history;
  const waiting = versions.find(({ status }) => status === "PROPOSED");
  return (
    <RulesSection
      title={t("configuration:pairOn", { currency, network })}
      about={currency}
      version={version}
      affected={affected}
      rows={rules && currencyRows(rules, currency)}
      proposed={
        waiting === undefined
          ? null
          : {
              version: waiting,
              rows: currencyRows(waiting.payload.rules, currency),
              warning: currencyWarning(rules, waiting.payload.rules, affected),
            }
      }
      versions={versions}
      form={(close) => <ProposeCurrencyDialog network={network} history={history} onClose={close} />}
      onChanged={onChanged}
    />
  );
}
