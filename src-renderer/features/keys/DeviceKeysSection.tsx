/** Device keys of approvers, by fingerprint; an approver in use vouches for another person's new key. */
import { useState } from "react";
import { Trans } from "react-i18next";
import { useMutationCall } from "#renderer/api/calls.ts";
import { explain } from "#renderer/api/explain.ts";
import { useFreshCall } from "#renderer/api/freshCall.ts";
import { useActionContext, useUser } from "#renderer/api/session.tsx";
import { t } from "#renderer/i18n/t.ts";
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
    <Section title={t("keys:device.title")} aside={keys.data === undefined ? null : keys.data.length}>
      {keys.error !== null ? (
        <ErrorPanel {...explain(keys.error)} onRetry={() => void keys.refetch()} inset />
      ) : keys.data === undefined ? (
        <CheckLine state="running">{t("keys:device.loading")}</CheckLine>
      ) : keys.data.length === 0 ? (
        <p className="quiet">{t("keys:device.none")}</p>
      ) : (
        <ul className={styles.keys}>
          {inOrderOfUse(keys.data).map((key) => (
            <li key={key.id} className={styles.keyRow}>
              <div>
                <strong>{key.user.name}</strong>{" "}
                <span className="quiet">{t("keys:onDevice", { device: key.deviceName })}</span>
                <div className="secondary">
                  <Trans
                    t={t}
                    i18nKey="keys:device.made"
                    components={{ at: <TimeText at={key.createdAt} form="auto" /> }}
                  />
                </div>
              </div>
              <Fingerprint publicKey={key.publicKey} />
              <div>
                <SignerStatus status={key.status} />
                <div className="quiet">{endorsementWords(key)}</div>
              </div>
              {key.status === "PENDING" ? (
                <ActionButton size="small" reason={whyNotEndorse(key, user.id, context)} onClick={() => setOpen(key)}>
                  {t("keys:device.endorse")}
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
          title={t("keys:device.endorseTitle", { name: open.user.name })}
          label={t("keys:device.endorseDo")}
          compare={t("keys:device.compare", { name: open.user.name })}
          act={async (input) => {
            await endorse.mutateAsync({ id: open.id, version: open.version, ...input });
            await keys.refetch();
          }}
          onClose={() => setOpen(null)}
        >
          <FactList framed>
            <FactRow label={t("keys:facts.approver")}>{open.user.name}</FactRow>
            <FactRow label={t("keys:facts.workstation")}>{open.deviceName}</FactRow>
            <FactRow label={t("keys:facts.fingerprint")}>
              <Fingerprint publicKey={open.publicKey} />
            </FactRow>
            <FactRow label={t("keys:facts.wholeKey")}>
              <AddressText value={open.publicKey} />
            </FactRow>
          </FactList>
          <p>{t("keys:device.effect")}</p>
        </ProofDialog>
      )}
    </Section>
  );
}

function whyNotEndorse(key: DeviceKey, userId: string, context: ActionContext): string | null {
  if (key.user.id === userId) return t("keys:device.own");
  const lacking = whyNotPermitted("Refund.Approve", context);
  if (lacking !== null) return lacking.text;
  return context.online ? null : t("keys:device.offline");
}

function endorsementWords(key: DeviceKey): string {
  if (key.endorsement !== null) return t("keys:device.endorsedBy", { name: key.endorsement.by.name });
  if (key.status === "ACTIVE") return t("keys:device.firstSet");
  return t(key.status === "PENDING" ? "keys:device.waits" : "keys:device.outOfUse");
}
