/** One's own payment key on this workstation: its address, what it holds, whom it trusts; or enrolling one. */
import { useState } from "react";
import { explain } from "#renderer/api/explain.ts";
import { useFreshCall } from "#renderer/api/freshCall.ts";
import { useOnline } from "#renderer/api/session.tsx";
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
      reason={online ? null : "Enrolling needs a connection."}
      reasonPlace="beside"
      onClick={() => setEnrolling(true)}
    >
      {label}
    </ActionButton>
  );
  return (
    <Section
      title="My signing key on this workstation"
      aside={key?.signer ? <SignerStatus status={key.signer.status} /> : null}
    >
      {mine.error !== null ? (
        <ErrorPanel {...explain(mine.error)} onRetry={() => void mine.refetch()} inset />
      ) : key === undefined ? (
        <CheckLine state="running">Asking the keychain and the signer</CheckLine>
      ) : key.address === null ? (
        <div className={styles.none}>
          <p>
            No signing key of yours is on this workstation. Execute Refund needs one: it is made inside the signer
            process, kept in the system keychain under your PIN, and used only after a supervisor has approved it.
          </p>
          {enrol("Enrol a signing key")}
        </div>
      ) : isOutOfUse(key) ? (
        <div className={styles.none}>
          <Banner tone="hold" inset role="note">
            <strong>The key on this workstation is out of use.</strong>{" "}
            {key.signer === null
              ? "The central service does not know it; it was never enrolled to the end."
              : "A supervisor has retired it."}{" "}
            No refund is paid with it any more. Enrol a new one; the old one is then no longer kept here, only in its
            backup.
          </Banner>
          <AddressText value={key.address} form="approve" />
          {enrol("Enrol a new signing key")}
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
            <strong>The key is not on this workstation.</strong> It was enrolled on{" "}
            {signer?.workstationName ?? "another one"}; refunds can be executed there only.
          </Banner>
        </div>
      )}
      {key.onThisWorkstation && !key.backupProven ? (
        <div className={styles.notice}>
          <Banner tone="hold" inset role="note">
            <strong>The backup of this key was never seen to open.</strong> Until you prove it, no refund can be
            executed with the key. If the backup was never kept, have a supervisor take the key out of use and enrol a
            new one.
          </Banner>
        </div>
      ) : null}
      <FactList>
        <FactRow label="Address">
          <span className={styles.copied}>
            <AddressText value={key.address} form="approve" />
            {key.address === null ? null : <CopyButton text={key.address} what="the address" />}
          </span>
        </FactRow>
        <FactRow label="Holds">
          {key.balances.length === 0 ? (
            <span className="quiet">Not known now</span>
          ) : (
            <span className={styles.balances}>
              {key.balances.map(({ symbol, amount }) => (
                <Money key={symbol} amount={amount} currency={symbol} />
              ))}
            </span>
          )}
        </FactRow>
        <FactRow label="Trusts">
          {key.pinned.length === 0 ? (
            <span className={styles.caution}>Nobody. No refund can be signed with it.</span>
          ) : (
            <ul>
              {key.pinned.map((one) => (
                <li key={`${one.userId}-${one.fingerprint}`}>
                  {one.name} &nbsp;<code className={styles.print}>{one.fingerprint}</code>
                </li>
              ))}
            </ul>
          )}
        </FactRow>
        {signer === null ? null : (
          <>
            <FactRow label="Networks">{signer.networks.join(", ")}</FactRow>
            <FactRow label="Enrolled">
              <TimeText at={signer.createdAt} /> on {signer.workstationName}
            </FactRow>
            <FactRow label="Approved">
              {signer.approvedBy === null ? (
                <span className="secondary">Not yet. A supervisor approves it on the same page.</span>
              ) : (
                <>
                  by {signer.approvedBy.name}, <TimeText at={signer.approvedAt} />
                </>
              )}
            </FactRow>
          </>
        )}
      </FactList>
      <div className={styles.afterFacts}>
        {key.onThisWorkstation ? (
          <>
            <Button variant={key.backupProven ? "outlined" : "primary"} onClick={onProve}>
              Prove the backup
            </Button>
            <span className="quiet">
              Opens the kept backup with the PIN and compares the address. Nothing is changed.
            </span>
          </>
        ) : null}
      </div>
    </>
  );
}
