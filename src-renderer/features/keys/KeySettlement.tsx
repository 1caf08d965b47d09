/** What a payment key did that the books do not explain (NONCE_AHEAD): shown with what each transaction paid, settled by two people. Pays nothing. */
import { useState } from "react";
import { Trans } from "react-i18next";
import { useMutationCall } from "#renderer/api/calls.ts";
import { useCurrencyBook } from "#renderer/api/currencies.ts";
import { useFreshCall } from "#renderer/api/freshCall.ts";
import { useActionContext, useUser } from "#renderer/api/session.tsx";
import { t } from "#renderer/i18n/t.ts";
import type { KeyComparison, Signer } from "#shared/contract/signer.ts";
import { type ActionContext, whyNotPermitted } from "#shared/domain/deposits.ts";
import { ActionButton } from "#renderer/ui/ActionButton.tsx";
import { Banner } from "#renderer/ui/Banner.tsx";
import { FactList, FactRow } from "#renderer/ui/Facts.tsx";
import { TimeText } from "#renderer/ui/TimeText.tsx";
import { KeyFinding } from "./KeyFinding.tsx";
import { ProofDialog } from "./ProofDialog.tsx";
import { ProposeSettlementDialog } from "./ProposeSettlementDialog.tsx";
import styles from "./keys.module.css";

const EVERY_MS = 60_000;
type Props = { signer: Signer; onChanged: () => void };

export function KeySettlement({ signer, onChanged }: Props) {
  return signer.networks.map((network) => (
    <OnNetwork key={network} signer={signer} network={network} onChanged={onChanged} />
  ));
}

function OnNetwork({ signer, network, onChanged }: Props & { network: string }) {
  const context = useActionContext();
  const { networkName } = useCurrencyBook();
  const proposed = signer.settlement?.network === network ? signer.settlement : null;
  const input = { id: signer.id, network };
  const found = useFreshCall("signingKey", "compare", input, {
    enabled: context.online,
    everyMs: EVERY_MS,
    changes: signer.version,
  });
  const findings = found.data?.findings ?? [];
  if (findings.length === 0 && proposed === null) return null;
  const where = { network: networkName(network) };
  return (
    <div className={styles.notice}>
      {findings.length === 0 ? null : (
        <Banner tone="alarm" inset role="note">
          <strong>{t("repairs:settle.count", { count: findings.length, ...where })}</strong>{" "}
          {t("repairs:settle.effect")}
        </Banner>
      )}
      {found.error === null ? null : <p className="quiet">{t("repairs:settle.unasked")}</p>}
      <ul className={styles.findings} aria-label={t("repairs:settle.list", { name: signer.executor.name, ...where })}>
        {findings.map((finding) => (
          <KeyFinding key={finding.nonce} finding={finding} network={network} />
        ))}
      </ul>
      {proposed === null ? null : (
        <p>
          <Trans
            t={t}
            i18nKey="repairs:settle.proposed"
            values={{ name: proposed.proposedBy.name, below: proposed.below, remarks: proposed.remarks }}
            components={{ at: <TimeText at={proposed.proposedAt} form="auto" /> }}
          />
        </p>
      )}
      {found.data === undefined ? null : <Deeds signer={signer} found={found.data} onChanged={onChanged} />}
    </div>
  );
}

function Deeds({ signer, found, onChanged }: Props & { found: KeyComparison }) {
  const user = useUser();
  const context = useActionContext();
  const approve = useMutationCall("signingKey", "approveSettlement");
  const [open, setOpen] = useState<"PROPOSE" | "AGREE" | null>(null);
  const proposed = signer.settlement?.network === found.network ? signer.settlement : null;
  const refusal = whyNotSettle(found, context);
  return (
    <div className={styles.row}>
      <ActionButton size="small" reason={refusal} onClick={() => setOpen("PROPOSE")}>
        {t("repairs:settle.propose")}
      </ActionButton>
      {proposed === null ? null : (
        <ActionButton
          size="small"
          variant="primary"
          reason={refusal ?? whyNotAgree(signer, proposed.proposedBy.id, user.id)}
          onClick={() => setOpen("AGREE")}
        >
          {t("repairs:settle.approve")}
        </ActionButton>
      )}
      {open === "PROPOSE" ? (
        <ProposeSettlementDialog signer={signer} found={found} onDone={onChanged} onClose={() => setOpen(null)} />
      ) : null}
      {open === "AGREE" && proposed !== null ? (
        <ProofDialog
          title={t("repairs:settle.agree.title", { name: signer.executor.name })}
          label={t("repairs:settle.agree.do")}
          compare={t("repairs:settle.agree.compared")}
          act={async (input) => {
            await approve.mutateAsync({ id: signer.id, version: signer.version, ...input });
            onChanged();
          }}
          onClose={() => setOpen(null)}
        >
          <FactList framed>
            <FactRow label={t("repairs:settle.agree.network")}>{found.network}</FactRow>
            <FactRow label={t("repairs:settle.agree.below")}>
              {t("repairs:settle.nonce", { nonce: proposed.below })}
            </FactRow>
            <FactRow label={t("repairs:settle.agree.by")}>{proposed.proposedBy.name}</FactRow>
            <FactRow label={t("repairs:settle.agree.remarks")}>{proposed.remarks}</FactRow>
          </FactList>
          <p>{t("repairs:settle.agree.effect")}</p>
        </ProofDialog>
      ) : null}
    </div>
  );
}

function whyNotSettle({ findings }: KeyComparison, context: ActionContext): string | null {
  const lacking = whyNotPermitted("Signer.Approve", context);
  if (lacking !== null) return lacking.text;
  if (!context.online) return t("repairs:settle.offline");
  return findings.some(({ refunds }) => refunds.length > 0) ? t("repairs:settle.paidFirst") : null;
}

function whyNotAgree(signer: Signer, proposerId: string, userId: string): string | null {
  if (proposerId === userId) return t("repairs:settle.yours");
  return signer.executor.id === userId ? t("repairs:settle.yourKey") : null;
}
