/** Payment keys of all executors; a supervisor approves one, never an own one, and takes one out of use. */
import { useState } from "react";
import { Trans } from "react-i18next";
import { useMutationCall } from "#renderer/api/calls.ts";
import { explain } from "#renderer/api/explain.ts";
import { useFreshCall } from "#renderer/api/freshCall.ts";
import { useActionContext, useUser } from "#renderer/api/session.tsx";
import { t } from "#renderer/i18n/t.ts";
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
import { KeySettlement } from "./KeySettlement.tsx";
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
    <Section title={t("keys:signers.title")} aside={signers.data === undefined ? null : signers.data.length}>
      {signers.error !== null ? (
        <ErrorPanel {...explain(signers.error)} onRetry={() => void signers.refetch()} inset />
      ) : signers.data === undefined ? (
        <CheckLine state="running">{t("keys:signers.loading")}</CheckLine>
      ) : signers.data.length === 0 ? (
        <p className="quiet">{t("keys:signers.none")}</p>
      ) : (
        <ul className={styles.keys}>
          {inOrderOfUse(signers.data).map((signer) => (
            <li key={signer.id}>
              <div className={styles.keyRow}>
                <div>
                  <strong>{signer.executor.name}</strong>{" "}
                  <span className="quiet">{t("keys:onDevice", { device: signer.workstationName })}</span>
                  <div className="secondary">{signer.networks.join(", ")}</div>
                </div>
                <AddressText value={signer.address} />
                <div>
                  <SignerStatus status={signer.status} />
                  <div className="quiet">
                    {signer.approvedBy === null ? (
                      <Trans
                        t={t}
                        i18nKey="keys:signers.enrolled"
                        components={{ at: <TimeText at={signer.createdAt} form="auto" /> }}
                      />
                    ) : (
                      <Trans
                        t={t}
                        i18nKey="keys:signers.approved"
                        values={{ name: signer.approvedBy.name }}
                        components={{ at: <TimeText at={signer.approvedAt} form="auto" /> }}
                      />
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
                      {t("keys:signers.approve")}
                    </ActionButton>
                  ) : null}
                  {mayRetire && isInUse(signer) ? (
                    <ActionButton
                      size="small"
                      variant="quiet"
                      reason={context.online ? null : t("keys:signers.retireOffline")}
                      aria-label={t("keys:signers.retireOf", {
                        name: signer.executor.name,
                        device: signer.workstationName,
                      })}
                      onClick={() => setRetiring(signer)}
                    >
                      {t("keys:signers.retire")}
                    </ActionButton>
                  ) : null}
                </div>
              </div>
              {isInUse(signer) ? <UnusedSlots address={signer.address} /> : null}
              {isInUse(signer) ? <KeySettlement signer={signer} onChanged={() => void signers.refetch()} /> : null}
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
          title={t("keys:signers.approveTitle", { name: open.executor.name })}
          label={t("keys:signers.approve")}
          compare={t("keys:signers.compare", { name: open.executor.name })}
          act={async (input) => {
            await approve.mutateAsync({ id: open.id, version: open.version, ...input });
            await signers.refetch();
          }}
          onClose={() => setOpen(null)}
        >
          <FactList framed>
            <FactRow label={t("keys:facts.executor")}>{open.executor.name}</FactRow>
            <FactRow label={t("keys:facts.workstation")}>{open.workstationName}</FactRow>
            <FactRow label={t("keys:facts.networks")}>{open.networks.join(", ")}</FactRow>
            <FactRow label={t("keys:facts.address")}>
              <AddressText value={open.address} form="approve" />
            </FactRow>
          </FactList>
          <p>{t("keys:signers.effect", { name: open.executor.name })}</p>
        </ProofDialog>
      )}
    </Section>
  );
}

function isInUse({ status }: Signer): boolean {
  return status === "APPROVED" || status === "PENDING_APPROVAL";
}

function whyNotApproveSigner(signer: Signer, userId: string, context: ActionContext): string | null {
  if (signer.executor.id === userId) return t("keys:signers.own");
  const lacking = whyNotPermitted("Signer.Approve", context);
  if (lacking !== null) return lacking.text;
  return context.online ? null : t("keys:signers.approveOffline");
}
