/** One's own payment key on this workstation: its address, what it holds, whom it trusts; or enrolling one. */
import { useState } from "react";
import { Trans } from "react-i18next";
import { explain } from "#renderer/api/explain.ts";
import { useFreshCall } from "#renderer/api/freshCall.ts";
import { useOnline } from "#renderer/api/session.tsx";
import { t } from "#renderer/i18n/t.ts";
import { sentences } from "#renderer/i18n/sentences.ts";
import type { SigningKey } from "#shared/contract/ipc.ts";
import { ActionButton } from "#renderer/ui/ActionButton.tsx";
import { AddressText } from "#renderer/ui/AddressText.tsx";
import { Banner } from "#renderer/ui/Banner.tsx";
import { Button } from "#renderer/ui/Button.tsx";
import { CheckLine } from "#renderer/ui/CheckLine.tsx";
import { CopyButton } from "#renderer/ui/CopyButton.tsx";
import { ErrorPanel } from "#renderer/ui/ErrorPanel.tsx";
import { FactList, FactRow } from "#renderer/ui/Facts.tsx";
import { Money } from "#renderer/ui/Money.tsx";
import { Section } from "#renderer/ui/Section.tsx";
import { TimeText } from "#renderer/ui/TimeText.tsx";
import { BackupProof } from "./BackupProof.tsx";
import { EnrolDialog } from "./EnrolDialog.tsx";
import { SignerStatus } from "./SignerStatus.tsx";
import styles from "./keys.module.css";

export function MyKeySection() {
  const online = useOnline();
  const mine = useFreshCall("signingKey", "mine", {}, { everyMs: 30_000 });
  const [enrolling, setEnrolling] = useState(false);
  const [backup, setBackup] = useState<string | null>(null);
  const [proving, setProving] = useState(false);
  const key = mine.data;
  const enrol = (label: string) => (
    <ActionButton
      variant="primary"
      reason={online ? null : t("keys:mine.offline")}
      reasonPlace="beside"
      onClick={() => setEnrolling(true)}
    >
      {label}
    </ActionButton>
  );
  return (
    <Section title={t("keys:mine.title")} aside={key?.signer ? <SignerStatus status={key.signer.status} /> : null}>
      {mine.error !== null ? (
        <ErrorPanel {...explain(mine.error)} onRetry={() => void mine.refetch()} inset />
      ) : key === undefined ? (
        <CheckLine state="running">{t("keys:mine.loading")}</CheckLine>
      ) : key.address === null ? (
        <div className={styles.none}>
          <p>{t("keys:mine.none")}</p>
          {enrol(t("keys:mine.enrol"))}
        </div>
      ) : isOutOfUse(key) ? (
        <div className={styles.none}>
          <Banner tone="hold" inset role="note">
            <strong>{t("keys:mine.outOfUse")}</strong>{" "}
            {sentences([t(key.signer === null ? "keys:mine.unknown" : "keys:mine.retired"), t("keys:mine.noPay")])}
          </Banner>
          <AddressText value={key.address} form="approve" />
          {enrol(t("keys:mine.enrolNew"))}
        </div>
      ) : (
        <KeyFacts signingKey={key} onProve={() => setProving(true)} />
      )}
      {enrolling ? (
        <EnrolDialog
          onClose={() => {
            setEnrolling(false);
            void mine.refetch();
          }}
          onBackup={setBackup}
        />
      ) : null}
      {backup !== null || proving ? (
        <BackupProof
          backup={backup}
          onClose={() => {
            setBackup(null);
            setProving(false);
            void mine.refetch();
          }}
        />
      ) : null}
    </Section>
  );
}

/** What lies here can never pay again: another key may take its place. */
function isOutOfUse({ onThisWorkstation, signer }: SigningKey): boolean {
  return onThisWorkstation && (signer === null || signer.status === "RETIRED");
}

function KeyFacts({ signingKey: key, onProve }: { signingKey: SigningKey; onProve: () => void }) {
  const { signer } = key;
  return (
    <>
      {key.onThisWorkstation ? null : (
        <div className={styles.notice}>
          <Banner tone="hold" inset role="note">
            <strong>{t("keys:mine.elsewhere")}</strong>{" "}
            {t("keys:mine.elsewhereText", { device: signer?.workstationName ?? t("keys:mine.anotherOne") })}
          </Banner>
        </div>
      )}
      {key.onThisWorkstation && !key.backupProven ? (
        <div className={styles.notice}>
          <Banner tone="hold" inset role="note">
            <strong>{t("keys:mine.unproven")}</strong> {t("keys:mine.unprovenText")}
          </Banner>
        </div>
      ) : null}
      <FactList>
        <FactRow label={t("keys:facts.address")}>
          <span className={styles.copied}>
            <AddressText value={key.address} form="approve" />
            {key.address === null ? null : <CopyButton text={key.address} what={t("keys:mine.theAddress")} />}
          </span>
        </FactRow>
        <FactRow label={t("keys:mine.holds")}>
          {key.balances.length === 0 ? (
            <span className="quiet">{t("keys:mine.notKnown")}</span>
          ) : (
            <span className={styles.balances}>
              {key.balances.map(({ symbol, amount }) => (
                <Money key={symbol} amount={amount} currency={symbol} />
              ))}
            </span>
          )}
        </FactRow>
        <FactRow label={t("keys:mine.trusts")}>
          {key.pinned.length === 0 ? (
            <span className={styles.caution}>{t("keys:mine.nobody")}</span>
          ) : (
            <ul>
              {key.pinned.map((one) => (
                <li key={`${one.userId}-${one.fingerprint}`}>
                  {one.name}
                  {" \u00a0"}
                  <code className={styles.print}>{one.fingerprint}</code>
                </li>
              ))}
            </ul>
          )}
        </FactRow>
        {signer === null ? null : (
          <>
            <FactRow label={t("keys:facts.networks")}>{signer.networks.join(", ")}</FactRow>
            <FactRow label={t("keys:mine.enrolled")}>
              <Trans
                t={t}
                i18nKey="keys:mine.enrolledText"
                values={{ device: signer.workstationName }}
                components={{ at: <TimeText at={signer.createdAt} /> }}
              />
            </FactRow>
            <FactRow label={t("keys:mine.approved")}>
              {signer.approvedBy === null ? (
                <span className="secondary">{t("keys:mine.notYet")}</span>
              ) : (
                <Trans
                  t={t}
                  i18nKey="keys:signers.approved"
                  values={{ name: signer.approvedBy.name }}
                  components={{ at: <TimeText at={signer.approvedAt} /> }}
                />
              )}
            </FactRow>
          </>
        )}
      </FactList>
      <div className={styles.afterFacts}>
        {key.onThisWorkstation ? (
          <>
            <Button variant={key.backupProven ? "outlined" : "primary"} onClick={onProve}>
              {t("keys:backup.prove")}
            </Button>
            <span className="quiet">{t("keys:mine.proveHint")}</span>
          </>
        ) : null}
      </div>
    </>
  );
}
