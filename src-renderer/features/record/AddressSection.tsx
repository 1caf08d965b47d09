/** Address verification: status, method, proof, by whom, when, and the screening (R11.2). */
import { IconAlertTriangle } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import type { DepositDetail } from "#shared/contract/ipc.ts";
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
    <Section title="Address verification" aside={<StatusPill kind="address" status={check.status} />}>
      {address !== null && address.lookalikeOf.length > 0 ? (
        <div className={styles.notice}>
          <Banner tone="hold" inset role="note" icon={<IconAlertTriangle size={16} stroke={1.75} aria-hidden="true" />}>
            <strong>Looks like another known address.</strong> The same first four and last four characters, another
            middle. Compare the whole:
            {address.lookalikeOf.map((other) => (
              <span key={other} className={styles.lookalike}>
                <AddressText value={other} />
              </span>
            ))}
          </Banner>
        </div>
      ) : null}
      <FactList>
        <FactRow label="From address">
          <span className={styles.copied}>
            <AddressText value={deposit.sourceAddress} />
            <CopyButton text={deposit.sourceAddress} what="the from address" />
          </span>
        </FactRow>
        <FactRow label="Method">{verificationMethodLabel(check.method)}</FactRow>
        <FactRow label="Verified by">
          {check.verifiedBy ?? <span className="quiet">Nobody yet</span>}
          {address?.requestedBy ? <span className="quiet"> · added by {address.requestedBy.name}</span> : null}
        </FactRow>
        <FactRow label="Verified at">
          <TimeText at={check.verifiedAt} />
          {address?.expiresAt ? (
            <span className="quiet">
              {" "}
              · proof valid until <TimeText at={address.expiresAt} form="day" />
            </span>
          ) : null}
        </FactRow>
        <FactRow label="Proof">{check.proof ?? <span className="quiet">None yet</span>}</FactRow>
        <FactRow label="Screening">
          {screeningText(deposit, restricted)}
          {screening === null ? null : (
            <span className="quiet">
              {" "}
              · <TimeText at={screening.at} form="auto" /> · valid until{" "}
              <TimeText at={screening.validUntil} form="auto" /> · list {screening.listVersion}
            </span>
          )}
        </FactRow>
      </FactList>
      {check.status === "VERIFIED" ? null : (
        <p className={styles.path2}>
          Not credited before this address is Verified.{" "}
          <Link to="/addresses" search={{ customerNo: deposit.customerNo }} className={styles.inText}>
            Addresses of {deposit.customerNo}
          </Link>
        </p>
      )}
    </Section>
  );
}
