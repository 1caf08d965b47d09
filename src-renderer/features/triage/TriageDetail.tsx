/** One exception: the facts by which one decides whether to take it up, and the work on it. The record's own page decides the hold. */
import { Link } from "@tanstack/react-router";
import { Trans } from "react-i18next";
import { useState } from "react";
import { whyNotPermitted } from "#shared/domain/deposits.ts";
import { useIdempotencyKey } from "#renderer/api/calls.ts";
import { useCommand } from "#renderer/api/command.ts";
import { useCurrencyBook } from "#renderer/api/currencies.ts";
import { DecisionDialog } from "#renderer/api/DecisionDialog.tsx";
import { explain } from "#renderer/api/explain.ts";
import { useActionContext, useUser } from "#renderer/api/session.tsx";
import { codeLabel } from "#renderer/i18n/codeLabel.ts";
import { t } from "#renderer/i18n/t.ts";
import { ActionButton } from "#renderer/ui/ActionButton.tsx";
import { AddressText } from "#renderer/ui/AddressText.tsx";
import { Banner } from "#renderer/ui/Banner.tsx";
import { ErrorPanel } from "#renderer/ui/ErrorPanel.tsx";
import { FactList, FactRow } from "#renderer/ui/Facts.tsx";
import { Money } from "#renderer/ui/Money.tsx";
import { Section } from "#renderer/ui/Section.tsx";
import { StatusPill } from "#renderer/ui/StatusPill.tsx";
import { TimeText } from "#renderer/ui/TimeText.tsx";
import { toast } from "#renderer/ui/toasts.tsx";
import { reasonOf, type TriageItem } from "./triageEntries.ts";
import { WaitTime } from "./TriageList.tsx";
import styles from "./triage.module.css";

export function TriageDetail({ item, onChanged }: { item: TriageItem; onChanged: () => void }) {
  const { deposit, since, age } = item;
  const { decimalsOf } = useCurrencyBook();
  const decimals = decimalsOf(deposit.currency, deposit.network);
  const { group, code } = reasonOf(item);
  return (
    <article className={styles.detail} aria-label={deposit.recordNo}>
      <header className={styles.head}>
        <div className={styles.headTop}>
          <strong>{deposit.recordNo}</strong>
          <WaitTime item={item} />
        </div>
        <h2 className={styles.amountLine}>
          <Money
            amount={deposit.receivedAmount ?? deposit.declaredAmount}
            currency={deposit.currency}
            decimals={decimals}
            size="view"
          />
          <StatusPill kind="deposit" status={deposit.status} tinted large />
          {group === "deposit" ? null : <span className={styles.reason}>{codeLabel(group, code)}</span>}
        </h2>
        <Link className={styles.open} to="/records/$id" params={{ id: deposit.id }}>
          {t("triage:detail.open")}
        </Link>
      </header>
      <div className={styles.scroll}>
        <Work item={item} onChanged={onChanged} />
        <Section title={t("triage:reason")}>
          <FactList>
            <FactRow label={t("triage:detail.since")}>
              <TimeText at={since} withZone /> <span className="quiet">· {codeLabel("ageBand", age)}</span>
            </FactRow>
            <FactRow label={t("triage:detail.customer")}>
              {deposit.customerNo} · {deposit.customerName}
            </FactRow>
            <FactRow label={t("triage:detail.account")}>{deposit.securitiesAccount}</FactRow>
            <FactRow label={t("triage:detail.declared")}>
              <Money amount={deposit.declaredAmount} currency={deposit.currency} decimals={decimals} />
            </FactRow>
            {deposit.receivedAmount === null ? null : (
              <FactRow label={t("triage:detail.received")}>
                <Money amount={deposit.receivedAmount} currency={deposit.currency} decimals={decimals} />
              </FactRow>
            )}
            {deposit.txHash === null ? null : (
              <FactRow label="TXID">
                <AddressText value={deposit.txHash} />
              </FactRow>
            )}
          </FactList>
          <p className={styles.keys}>{t("triage:detail.keys")}</p>
        </Section>
      </div>
    </article>
  );
}

function Work({ item: { deposit, claim }, onChanged }: { item: TriageItem; onChanged: () => void }) {
  const context = useActionContext();
  const user = useUser();
  const [taking, setTaking] = useState(false);
  const { key, renew } = useIdempotencyKey();
  const claimWork = useCommand("triage", "claim");
  const release = useCommand("triage", "release");
  const takeOver = useCommand("triage", "takeOver");
  const mine = claim?.by.id === user.id;
  const reason = whyNotPermitted("Hold.Propose", context) ?? (context.online ? null : t("triage:needsConnection"));
  const busy = claimWork.isPending || release.isPending;
  const then = (text: string) => ({
    done: () => {
      toast(text, deposit.recordNo);
      renew();
      onChanged();
    },
    refused: () => {
      renew();
      onChanged();
    },
  });
  const input = { id: deposit.id, idempotencyKey: key };
  const error = claimWork.error ?? release.error;
  return (
    <Section title={t("triage:detail.work")}>
      <p>
        {claim === null ? (
          <span className="quiet">{t("triage:nobody")}</span>
        ) : (
          <Trans
            t={t}
            i18nKey="triage:detail.holder"
            values={{ name: mine ? t("triage:you", { name: claim.by.name }) : claim.by.name }}
            components={{ at: <TimeText at={claim.expiresAt} form="auto" /> }}
          />
        )}
      </p>
      {error === null ? null : <ErrorPanel {...explain(error)} inset />}
      <div className={styles.buttons}>
        {claim === null || mine ? (
          <ActionButton
            size="small"
            {...(claim === null && { variant: "primary" as const })}
            reason={reason}
            busy={busy}
            onClick={() => claimWork.give(input, then(t("triage:detail.claimed")))}
          >
            {t(mine ? "triage:detail.renew" : "triage:detail.claim")}
          </ActionButton>
        ) : (
          <ActionButton size="small" reason={reason} onClick={() => setTaking(true)}>
            {t("triage:detail.takeOver")}
          </ActionButton>
        )}
        {mine ? (
          <ActionButton
            size="small"
            reason={reason}
            busy={busy}
            onClick={() => release.give(input, then(t("triage:detail.released")))}
          >
            {t("triage:detail.release")}
          </ActionButton>
        ) : null}
      </div>
      {taking && claim !== null ? (
        <DecisionDialog
          title={t("triage:takeOver.title", { no: deposit.recordNo })}
          of={deposit}
          commands={{
            takeOver: {
              ...takeOver,
              give: ({ id, remarks, idempotencyKey }, answered) =>
                takeOver.give({ id, remarks, idempotencyKey }, answered),
            },
          }}
          words={[["takeOver", t("triage:takeOver.do")]]}
          leave={t("triage:takeOver.leave")}
          label={t("triage:takeOver.reason", { name: claim.by.name })}
          done={() => {
            toast(t("triage:detail.taken"), deposit.recordNo);
            onChanged();
          }}
          onClose={() => setTaking(false)}
        >
          <Banner tone="hold" inset role="note">
            {t("triage:takeOver.effect", { name: claim.by.name })}
          </Banner>
        </DecisionDialog>
      ) : null}
    </Section>
  );
}
