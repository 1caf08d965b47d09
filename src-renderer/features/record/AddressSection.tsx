/** Address verification: status, method, proof, by whom, when, and the screening (R11.2). */
import { IconAlertTriangle } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { Trans } from "react-i18next";
import type { DepositDetail } from "#shared/contract/ipc.ts";
import { t } from "#renderer/i18n/t.ts";
import { AddressText } from "#renderer/ui/AddressText.tsx";
import { Banner } from "#renderer/ui/Banner.tsx";
import { CopyButton } from "#renderer/ui/CopyButton.tsx";
import { FactList, FactRow } from "#renderer/ui/Facts.tsx";
import { Section } from "#renderer/ui/Section.tsx";
import { StatusPill } from "#renderer/ui/StatusPill.tsx";
import { TimeText } from "#renderer/ui/TimeText.tsx";
import { verificationMethodLabel } from "#renderer/words/verificationWords.ts";
import { screeningText } from "./recordViews.ts";
import styles from "./record.module.css";

export function AddressSection({ detail, restricted }: { detail: DepositDetail; restricted: boolean }) {
  const { deposit, address } = detail;
  const { addressVerification: check, screening } = deposit;
  return (
    <Section title={t("record:address.title")} aside={<StatusPill kind="address" status={check.status} />}>
      {address !== null && address.lookalikeOf.length > 0 ? (
        <div className={styles.notice}>
          <Banner tone="hold" inset role="note" icon={<IconAlertTriangle size={16} stroke={1.75} aria-hidden="true" />}>
            <Trans t={t} i18nKey="record:address.lookalike" components={{ strong: <strong /> }} />
            {address.lookalikeOf.map((other) => (
              <span key={other} className={styles.lookalike}>
                <AddressText value={other} />
              </span>
            ))}
          </Banner>
        </div>
      ) : null}
      <FactList>
        <FactRow label={t("record:address.from")}>
          <span className={styles.copied}>
            <AddressText value={deposit.sourceAddress} />
            <CopyButton text={deposit.sourceAddress} what={t("record:address.fromWhat")} />
          </span>
        </FactRow>
        <FactRow label={t("record:address.method")}>{verificationMethodLabel(check.method)}</FactRow>
        <FactRow label={t("record:address.verifiedBy")}>
          {check.verifiedBy ?? <span className="quiet">{t("record:address.nobody")}</span>}
          {address?.requestedBy ? (
            <span className="quiet"> · {t("record:address.addedBy", { name: address.requestedBy.name })}</span>
          ) : null}
        </FactRow>
        <FactRow label={t("record:address.verifiedAt")}>
          <TimeText at={check.verifiedAt} />
          {address?.expiresAt ? (
            <span className="quiet">
              {" "}
              ·{" "}
              <Trans
                t={t}
                i18nKey="record:address.validUntil"
                components={{ at: <TimeText at={address.expiresAt} form="day" /> }}
              />
            </span>
          ) : null}
        </FactRow>
        <FactRow label={t("record:address.proof")}>
          {check.proof ?? <span className="quiet">{t("record:address.noProof")}</span>}
        </FactRow>
        <FactRow label={t("record:address.screening")}>
          {screeningText(deposit, restricted)}
          {screening === null ? null : (
            <span className="quiet">
              {" "}
              ·{" "}
              <Trans
                t={t}
                i18nKey="record:address.screened"
                values={{ list: screening.listVersion }}
                components={{
                  at: <TimeText at={screening.at} form="auto" />,
                  until: <TimeText at={screening.validUntil} form="auto" />,
                }}
              />
            </span>
          )}
        </FactRow>
      </FactList>
      {check.status === "VERIFIED" ? null : (
        <p className={styles.path2}>
          {t("record:address.notCredited")}{" "}
          <Link to="/addresses" search={{ customerNo: deposit.customerNo }} className={styles.inText}>
            {t("record:address.of", { no: deposit.customerNo })}
          </Link>
        </p>
      )}
    </Section>
  );
}
