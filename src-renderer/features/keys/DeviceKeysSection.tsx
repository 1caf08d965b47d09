/** Device keys of approvers, by fingerprint; an approver in use vouches for another person's new key. */
import { useState } from "react";
import { useMutationCall } from "#renderer/api/calls.ts";
import { explain } from "#renderer/api/explain.ts";
import { useFreshCall } from "#renderer/api/freshCall.ts";
import { useActionContext, useUser } from "#renderer/api/session.tsx";
import type { DeviceKey } from "#shared/contract/session.ts";
import { whyNotPermitted, type ActionContext } from "#shared/domain/deposits.ts";
import { ActionButton } from "#renderer/ui/ActionButton.tsx";
import { CheckLine } from "#renderer/ui/CheckLine.tsx";
import { ErrorPanel } from "#renderer/ui/ErrorPanel.tsx";
import { FactList, FactRow } from "#renderer/ui/Facts.tsx";
import { AddressText } from "#renderer/ui/AddressText.tsx";
import { Section } from "#renderer/ui/Section.tsx";
import { TimeText } from "#renderer/ui/TimeText.tsx";
import { Fingerprint } from "./Fingerprint.tsx";
import { inOrderOfUse } from "./enrolment.ts";
import { ProofDialog } from "./ProofDialog.tsx";
import { SignerStatus } from "./SignerStatus.tsx";
import styles from "./keys.module.css";

export function DeviceKeysSection() {
  const keys = useFreshCall("deviceKeys", "list", {}, { everyMs: 30_000 });
  const endorse = useMutationCall("deviceKeys", "endorse");
  const user = useUser();
  const context = useActionContext();
  const [open, setOpen] = useState<DeviceKey | null>(null);
  return (
    <Section title="Device keys of approvers" aside={keys.data === undefined ? null : keys.data.length}>
      {keys.error !== null ? (
        <ErrorPanel {...explain(keys.error)} onRetry={() => void keys.refetch()} inset />
      ) : keys.data === undefined ? (
        <CheckLine state="running">Reading the device keys</CheckLine>
      ) : keys.data.length === 0 ? (
        <p className="quiet">
          No approver has a device key yet. It is made when a supervisor signs in on a workstation.
        </p>
      ) : (
        <ul className={styles.keys}>
          {inOrderOfUse(keys.data).map((key) => (
            <li key={key.id} className={styles.keyRow}>
              <div>
                <strong>{key.user.name}</strong> <span className="quiet">on {key.deviceName}</span>
                <div className="secondary">
                  made <TimeText at={key.createdAt} form="auto" />
                </div>
              </div>
              <Fingerprint publicKey={key.publicKey} />
              <div>
                <SignerStatus status={key.status} />
                <div className="quiet">{endorsementWords(key)}</div>
              </div>
              {key.status === "PENDING" ? (
                <ActionButton size="small" reason={whyNotEndorse(key, user.id, context)} onClick={() => setOpen(key)}>
                  Endorse
                </ActionButton>
              ) : (
                <span />
              )}
            </li>
          ))}
        </ul>
      )}
      {open === null ? null : (
        <ProofDialog
          title={`Vouch for the device key of ${open.user.name}?`}
          label="Endorse device key"
          compare={`I compared the fingerprint with ${open.user.name}, by voice or in person`}
          act={async (input) => {
            await endorse.mutateAsync({ id: open.id, version: open.version, ...input });
            await keys.refetch();
          }}
          onClose={() => setOpen(null)}
        >
          <FactList framed>
            <FactRow label="Approver">{open.user.name}</FactRow>
            <FactRow label="Workstation">{open.deviceName}</FactRow>
            <FactRow label="Fingerprint">
              <Fingerprint publicKey={open.publicKey} />
            </FactRow>
            <FactRow label="Whole key">
              <AddressText value={open.publicKey} />
            </FactRow>
          </FactList>
          <p>From then on approvals signed with this key count. Your own device key signs that you vouch for it.</p>
        </ProofDialog>
      )}
    </Section>
  );
}

function whyNotEndorse(key: DeviceKey, userId: string, context: ActionContext): string | null {
  if (key.user.id === userId) return "Your own key. Another approver must vouch for it.";
  const lacking = whyNotPermitted("Refund.Approve", context);
  if (lacking !== null) return lacking.text;
  return context.online ? null : "Endorsing needs a connection.";
}

function endorsementWords(key: DeviceKey): string {
  if (key.endorsement !== null) return `endorsed by ${key.endorsement.by.name}`;
  if (key.status === "ACTIVE") return "of the first set, compared by fingerprint";
  return key.status === "PENDING" ? "waits for another approver" : "out of use";
}
