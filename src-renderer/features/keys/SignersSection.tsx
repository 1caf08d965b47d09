/** Payment keys of all executors; a supervisor approves one, never an own one, and takes one out of use. */
import { useState } from "react";
import { useMutationCall } from "#renderer/api/calls.ts";
import { explain } from "#renderer/api/explain.ts";
import { useFreshCall } from "#renderer/api/freshCall.ts";
import { useActionContext, useUser } from "#renderer/api/session.tsx";
import type { Signer } from "#shared/contract/signer.ts";
import { whyNotPermitted, type ActionContext } from "#shared/domain/deposits.ts";
import { ActionButton } from "#renderer/ui/ActionButton.tsx";
import { AddressText } from "#renderer/ui/AddressText.tsx";
import { CheckLine } from "#renderer/ui/CheckLine.tsx";
import { ErrorPanel } from "#renderer/ui/ErrorPanel.tsx";
import { FactList, FactRow } from "#renderer/ui/Facts.tsx";
import { Section } from "#renderer/ui/Section.tsx";
import { TimeText } from "#renderer/ui/TimeText.tsx";
import { inOrderOfUse } from "./enrolment.ts";
import { ProofDialog } from "./ProofDialog.tsx";
import { RetireDialog } from "./RetireDialog.tsx";
import { SignerStatus } from "./SignerStatus.tsx";
import { UnusedSlots } from "./UnusedSlots.tsx";
import styles from "./keys.module.css";

export function SignersSection() {
  const signers = useFreshCall("signingKey", "list", {}, { everyMs: 30_000 });
  const approve = useMutationCall("signingKey", "approve");
  const user = useUser();
  const context = useActionContext();
  const [open, setOpen] = useState<Signer | null>(null);
  const [retiring, setRetiring] = useState<Signer | null>(null);
  const mayRetire = whyNotPermitted("Signer.Approve", context) === null;
  return (
    <Section title="Signers" aside={signers.data === undefined ? null : signers.data.length}>
      {signers.error !== null ? (
        <ErrorPanel {...explain(signers.error)} onRetry={() => void signers.refetch()} inset />
      ) : signers.data === undefined ? (
        <CheckLine state="running">Reading the signers</CheckLine>
      ) : signers.data.length === 0 ? (
        <p className="quiet">No executor has enrolled a signing key yet.</p>
      ) : (
        <ul className={styles.keys}>
          {inOrderOfUse(signers.data).map((signer) => (
            <li key={signer.id}>
              <div className={styles.keyRow}>
                <div>
                  <strong>{signer.executor.name}</strong> <span className="quiet">on {signer.workstationName}</span>
                  <div className="secondary">{signer.networks.join(", ")}</div>
                </div>
                <AddressText value={signer.address} />
                <div>
                  <SignerStatus status={signer.status} />
                  <div className="quiet">
                    {signer.approvedBy === null ? (
                      <>
                        enrolled <TimeText at={signer.createdAt} form="auto" />
                      </>
                    ) : (
                      <>
                        by {signer.approvedBy.name}, <TimeText at={signer.approvedAt} form="auto" />
                      </>
                    )}
                  </div>
                </div>
                <div className={styles.actions}>
                  {signer.status === "PENDING_APPROVAL" ? (
                    <ActionButton
                      size="small"
                      reason={whyNotApproveSigner(signer, user.id, context)}
                      onClick={() => setOpen(signer)}
                    >
                      Approve signer
                    </ActionButton>
                  ) : null}
                  {mayRetire && isInUse(signer) ? (
                    <ActionButton
                      size="small"
                      variant="quiet"
                      reason={context.online ? null : "Taking a key out of use needs a connection."}
                      aria-label={`Retire the signing key of ${signer.executor.name} on ${signer.workstationName}`}
                      onClick={() => setRetiring(signer)}
                    >
                      Retire
                    </ActionButton>
                  ) : null}
                </div>
              </div>
              {isInUse(signer) ? <UnusedSlots address={signer.address} /> : null}
            </li>
          ))}
        </ul>
      )}
      {retiring === null ? null : (
        <RetireDialog
          signer={retiring}
          onClose={() => {
            setRetiring(null);
            void signers.refetch();
          }}
        />
      )}
      {open === null ? null : (
        <ProofDialog
          title={`Approve the signing key of ${open.executor.name}?`}
          label="Approve signer"
          compare={`I compared the address with ${open.executor.name}, character by character`}
          act={async (input) => {
            await approve.mutateAsync({ id: open.id, version: open.version, ...input });
            await signers.refetch();
          }}
          onClose={() => setOpen(null)}
        >
          <FactList framed>
            <FactRow label="Executor">{open.executor.name}</FactRow>
            <FactRow label="Workstation">{open.workstationName}</FactRow>
            <FactRow label="Networks">{open.networks.join(", ")}</FactRow>
            <FactRow label="Address">
              <AddressText value={open.address} form="approve" />
            </FactRow>
          </FactList>
          <p>From then on refunds may be paid from this address by {open.executor.name} on that workstation.</p>
        </ProofDialog>
      )}
    </Section>
  );
}

function isInUse({ status }: Signer): boolean {
  return status === "APPROVED" || status === "PENDING_APPROVAL";
}

function whyNotApproveSigner(signer: Signer, userId: string, context: ActionContext): string | null {
  if (signer.executor.id === userId) return "Your own key. A supervisor must approve it.";
  const lacking = whyNotPermitted("Signer.Approve", context);
  if (lacking !== null) return lacking.text;
  return context.online ? null : "Approving a signer needs a connection.";
}
