/** A record that the checks stopped: why, what was proposed, and the next person's step (D16 to D18, D21, D24). */
import { useState } from "react";
import { Trans } from "react-i18next";
import type { Deposit } from "#shared/contract/deposit.ts";
import { useCall } from "#renderer/api/calls.ts";
import { explain } from "#renderer/api/explain.ts";
import { useActionContext, useUser } from "#renderer/api/session.tsx";
import { codeLabel } from "#renderer/i18n/codeLabel.ts";
import { t } from "#renderer/i18n/t.ts";
import { ActionButton } from "#renderer/ui/ActionButton.tsx";
import { Banner } from "#renderer/ui/Banner.tsx";
import { ErrorPanel } from "#renderer/ui/ErrorPanel.tsx";
import { FactList, FactRow } from "#renderer/ui/Facts.tsx";
import { Section } from "#renderer/ui/Section.tsx";
import { TimeText } from "#renderer/ui/TimeText.tsx";
import { HoldDecideDialog } from "./HoldDecideDialog.tsx";
import { HoldProposeDialog } from "./HoldProposeDialog.tsx";
import { whyNotBlock, whyNotDecideHold, whyNotPropose } from "./holdRules.ts";
import { holdExplanation, holdTitle } from "./holdWords.ts";
import styles from "./record.module.css";

const STOPPED: ReadonlySet<string> = new Set(["ON_HOLD", "BLOCKED", "REORG_ALERT"]);

export function HoldSection({ deposit }: { deposit: Deposit }) {
  return STOPPED.has(deposit.status) ? <Stopped deposit={deposit} /> : null;
}

function Stopped({ deposit }: { deposit: Deposit }) {
  const context = useActionContext();
  const user = useUser();
  const [dialog, setDialog] = useState<"propose" | "decide" | "block" | null>(null);
  const hold = useCall("deposits", "hold", { id: deposit.id }, { enabled: context.online });
  const { proposal = null, possible } = hold.data ?? {};
  const close = () => setDialog(null);
  return (
    <Section title={holdTitle(deposit)}>
      <p>{holdExplanation(deposit)}</p>
      {hold.error === null ? null : <ErrorPanel {...explain(hold.error)} onRetry={() => void hold.refetch()} inset />}
      {context.online ? null : <p className="quiet">{t("record:hold.away")}</p>}
      {proposal === null ? null : (
        <Banner tone="hold" inset role="note">
          <Trans
            t={t}
            i18nKey="record:hold.proposed"
            values={{ resolution: codeLabel("holdResolution", proposal.resolutionCode) }}
            components={{ strong: <strong /> }}
          />
          <FactList>
            <FactRow label={t("record:hold.proposedBy")}>
              <Trans
                t={t}
                i18nKey="record:hold.by"
                values={{ name: proposal.by.name }}
                components={{ at: <TimeText at={proposal.at} form="auto" /> }}
              />
            </FactRow>
            <FactRow label={t("record:hold.reason")}>{proposal.remarks}</FactRow>
            {proposal.evidence.length === 0 ? null : (
              <FactRow label={t("record:hold.evidence")}>{proposal.evidence.join("; ")}</FactRow>
            )}
          </FactList>
        </Banner>
      )}
      <div className={styles.holdActions}>
        {proposal === null ? (
          <ActionButton size="small" reason={whyNotPropose(possible, context)} onClick={() => setDialog("propose")}>
            {t("record:hold.propose")}
          </ActionButton>
        ) : (
          <ActionButton
            size="small"
            reason={whyNotDecideHold(proposal, context, user.id)}
            onClick={() => setDialog("decide")}
          >
            {t("record:hold.decide")}
          </ActionButton>
        )}
        {deposit.status === "ON_HOLD" ? (
          <ActionButton size="small" reason={whyNotBlock(context)} onClick={() => setDialog("block")}>
            {t("record:hold.block")}
          </ActionButton>
        ) : null}
      </div>
      {dialog === "propose" ? (
        <HoldProposeDialog deposit={deposit} possible={possible ?? []} onClose={close} />
      ) : dialog === "decide" && proposal !== null ? (
        <HoldDecideDialog deposit={deposit} proposal={proposal} onClose={close} />
      ) : dialog === "block" ? (
        <HoldDecideDialog deposit={deposit} proposal={null} onClose={close} />
      ) : null}
    </Section>
  );
}
