/** One currency: the limits in force beside those that are proposed, and the versions before. */
import { useState } from "react";
import type { LimitsVersion, CurrencyLimits } from "#shared/contract/configuration.ts";
import { useCurrencyBook } from "#renderer/api/currencies.ts";
import { useActionContext, useUser } from "#renderer/api/session.tsx";
import { ActionButton } from "#renderer/ui/ActionButton.tsx";
import { Banner } from "#renderer/ui/Banner.tsx";
import { FactList, FactRow } from "#renderer/ui/Facts.tsx";
import { Section } from "#renderer/ui/Section.tsx";
import { TimeText } from "#renderer/ui/TimeText.tsx";
import { DecideLimitsDialog } from "./DecideLimitsDialog.tsx";
import { limitRows } from "./limitRows.ts";
import { whyNotDecideLimits, whyNotProposeLimits } from "./limitRules.ts";
import { ProposeLimitsDialog } from "./ProposeLimitsDialog.tsx";
import styles from "./limits.module.css";

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
      {proposed === null ? null : (
        <Banner tone="hold" inset role="note">
          <strong>Version {proposed.number} is proposed</strong> by {proposed.proposedBy.name},{" "}
          <TimeText at={proposed.proposedAt} form="auto" />: {proposed.remarks}
        </Banner>
      )}
      <div className={styles.actions}>
        {proposed === null ? (
          <ActionButton
            size="small"
            reason={whyNotProposeLimits(context)}
            aria-label={`Propose other limits for ${currency}`}
            onClick={() => setDialog("propose")}
          >
            Propose other limits…
          </ActionButton>
        ) : (
          <ActionButton
            size="small"
            reason={whyNotDecideLimits(proposed, context, user.id)}
            aria-label={`Decide on the limits for ${currency}`}
            onClick={() => setDialog("decide")}
          >
            {proposed.proposedBy.id === user.id ? "Withdraw…" : "Decide…"}
          </ActionButton>
        )}
      </div>
      <Versions versions={versions.filter(({ status }) => status !== "PROPOSED")} />
      {dialog === "propose" ? (
        <ProposeLimitsDialog limits={limits} coin={coin} onClose={close} />
      ) : dialog === "decide" && proposed !== null ? (
        <DecideLimitsDialog limits={limits} proposed={proposed} coin={coin} onClose={close} />
      ) : null}
    </Section>
  );
}

const ENDS: Readonly<Record<string, string>> = { APPROVED: "approved", REJECTED: "rejected", WITHDRAWN: "withdrawn" };

function Versions({ versions }: { versions: readonly LimitsVersion[] }) {
  if (versions.length === 0) return null;
  return (
    <ol className={styles.versions} aria-label="Earlier versions">
      {versions.map((one) => (
        <li key={one.id}>
          <span className="numeric">{one.number}</span>
          <span>
            {ENDS[one.status] ?? one.status} by {one.decidedBy?.name ?? "–"}
            {one.decidedAt === null ? null : (
              <>
                , <TimeText at={one.decidedAt} form="auto" />
              </>
            )}
            {one.status === "APPROVED" && one.effectiveFrom !== null ? (
              <>
                , holds from <TimeText at={one.effectiveFrom} form="auto" />
              </>
            ) : null}
          </span>
          <span className="quiet">
            {one.proposedBy.name}: {one.remarks}
          </span>
        </li>
      ))}
    </ol>
  );
}
