/** One application beside the list: what was sent, what is wrong with it, what was or can be decided. */
import { IconAlertTriangle, IconX } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import type { Application } from "#shared/contract/application.ts";
import { isAmount } from "#shared/money.ts";
import { useCall } from "#renderer/api/calls.ts";
import { useCurrencyBook } from "#renderer/api/currencies.ts";
import { useActionContext } from "#renderer/api/session.tsx";
import { t } from "#renderer/i18n/t.ts";
import { codeLabel } from "#renderer/i18n/codeLabel.ts";
import { ActionButton } from "#renderer/ui/ActionButton.tsx";
import { AddressCode } from "#renderer/ui/AddressCode.tsx";
import { AddressText } from "#renderer/ui/AddressText.tsx";
import { Button } from "#renderer/ui/Button.tsx";
import { FactList, FactRow } from "#renderer/ui/Facts.tsx";
import { Money } from "#renderer/ui/Money.tsx";
import { Section } from "#renderer/ui/Section.tsx";
import { StatusPill } from "#renderer/ui/StatusPill.tsx";
import { TimeText } from "#renderer/ui/TimeText.tsx";
import { AcceptDialog } from "./AcceptDialog.tsx";
import { whyNotAccept, whyNotDelete } from "./applicationRules.ts";
import { DeleteDialog } from "./DeleteDialog.tsx";
import styles from "./applications.module.css";

export function ApplicationPanel({ application, onClose }: { application: Application; onClose: () => void }) {
  const context = useActionContext();
  const { decimalsOf, networkName } = useCurrencyBook();
  const [dialog, setDialog] = useState<"delete" | "accept" | null>(null);
  const record = useCall(
    "deposits",
    "get",
    { id: application.depositId ?? "" },
    { enabled: application.depositId !== null },
  );
  const notDelete = whyNotDelete(application, record.data?.deposit.status ?? null, context);
  const notAccept = whyNotAccept(application, context);
  const { decision } = application;
  return (
    <aside className={styles.panel} aria-label={t("applications:panel.title", { no: application.applicationNo })}>
      <header className={styles.panelHead}>
        <div>
          <h2 className={styles.panelTitle}>{application.applicationNo}</h2>
          <StatusPill kind="application" status={application.status} tinted />
        </div>
        <Button
          variant="quiet"
          size="small"
          iconOnly
          icon={<IconX size={16} stroke={1.75} aria-hidden="true" />}
          aria-label={t("applications:panel.close")}
          onClick={onClose}
        />
      </header>
      <div className={styles.panelBody}>
        {application.flags.length === 0 ? null : (
          <Section title={t("applications:panel.wrong")}>
            <ul className={styles.flagList}>
              {application.flags.map((flag) => (
                <li key={flag.code}>
                  <IconAlertTriangle size={14} stroke={1.75} aria-hidden="true" />
                  <div>
                    <strong>{codeLabel("applicationFlag", flag.code)}</strong>
                    <div className="secondary">{flag.detail}</div>
                  </div>
                </li>
              ))}
            </ul>
          </Section>
        )}
        <Section title={t("applications:panel.request")}>
          <FactList>
            <FactRow label={t("applications:panel.requested")}>
              <TimeText at={application.requestedAt} withZone />
            </FactRow>
            <FactRow label={t("applications:facts.client")}>
              {application.customerNo} · {application.customerName ?? t("applications:facts.unknown")}
            </FactRow>
            <FactRow label={t("applications:panel.account")}>{application.securitiesAccount}</FactRow>
            <FactRow label={t("applications:facts.amount")}>
              {isAmount(application.amount) ? (
                <Money
                  amount={application.amount}
                  currency={application.currency}
                  decimals={decimalsOf(application.currency, application.network)}
                />
              ) : (
                <code>
                  {application.amount} {application.currency}
                </code>
              )}
            </FactRow>
            <FactRow label={t("applications:panel.network")}>{networkName(application.network)}</FactRow>
            <FactRow label={t("applications:panel.from")}>
              <AddressText value={application.sourceAddress} />
            </FactRow>
            <FactRow label={t("applications:panel.destination")}>
              <AddressText value={application.destinationAddress} />
              <AddressCode address={application.destinationAddress} what={t("applications:panel.destination")} />
            </FactRow>
            <FactRow label="TXID">
              <AddressText value={application.txHash} />
            </FactRow>
            <FactRow label={t("applications:panel.reference")}>{application.clientRequestId}</FactRow>
            <FactRow label={t("applications:facts.recordNo")}>
              {application.depositId === null ? (
                <span className="quiet">{t("applications:panel.noRecord")}</span>
              ) : (
                <Link to="/records/$id" params={{ id: application.depositId }}>
                  {application.recordNo}
                </Link>
              )}
            </FactRow>
          </FactList>
        </Section>
        {decision === null ? null : (
          <Section title={t("applications:panel.decision")}>
            <FactList>
              <FactRow label={t("applications:panel.by")}>
                {decision.by.name} · <TimeText at={decision.at} />
              </FactRow>
              {decision.reasonCode === null ? null : (
                <FactRow label={t("applications:panel.reason")}>
                  {codeLabel("deleteReason", decision.reasonCode)}
                </FactRow>
              )}
              <FactRow label={t("applications:panel.remarks")}>{decision.remarks}</FactRow>
            </FactList>
          </Section>
        )}
      </div>
      <footer className={styles.panelFoot}>
        {notDelete === null ? null : (
          <p className={styles.reason}>{t("applications:panel.whyNotDelete", { why: notDelete.text })}</p>
        )}
        {notAccept === null || notAccept.text === notDelete?.text ? null : (
          <p className={styles.reason}>{t("applications:panel.whyNotAccept", { why: notAccept.text })}</p>
        )}
        <div className={styles.buttons}>
          <ActionButton reason={notAccept} reasonPlace="elsewhere" onClick={() => setDialog("accept")}>
            {t("applications:panel.accept")}
          </ActionButton>
          <ActionButton reason={notDelete} reasonPlace="elsewhere" onClick={() => setDialog("delete")}>
            {t("applications:panel.delete")}
          </ActionButton>
        </div>
      </footer>
      {dialog === "delete" ? <DeleteDialog application={application} onClose={() => setDialog(null)} /> : null}
      {dialog === "accept" ? <AcceptDialog application={application} onClose={() => setDialog(null)} /> : null}
    </aside>
  );
}
