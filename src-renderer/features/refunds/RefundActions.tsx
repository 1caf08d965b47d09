/** The head of a refund with its buttons, their reasons, and what came of pressing one. */
import { IconBroadcast, IconCheck } from "@tabler/icons-react";
import { useNavigate } from "@tanstack/react-router";
import { useId, useState, type ReactNode } from "react";
import { ask } from "#renderer/api/bridge.ts";
import { useMutationCall } from "#renderer/api/calls.ts";
import { useCommand } from "#renderer/api/command.ts";
import { explain } from "#renderer/api/explain.ts";
import { useActionContext, useUser } from "#renderer/api/session.tsx";
import { t } from "#renderer/i18n/t.ts";
import { codeLabel } from "#renderer/i18n/codeLabel.ts";
import type { RefundDetail } from "#shared/contract/ipc.ts";
import { ActionButton } from "#renderer/ui/ActionButton.tsx";
import { Banner } from "#renderer/ui/Banner.tsx";
import { ErrorPanel } from "#renderer/ui/ErrorPanel.tsx";
import { ReplaceDraftDialog } from "./ReplaceDraftDialog.tsx";
import { refundActions, type RefundActionKey } from "./offeredActions.ts";
import { draftFromRefund } from "./refundForm.ts";
import { OpenRepair, type RepairDialogKey } from "./repairDialogs.tsx";
import { RemarksDialog } from "./RemarksDialog.tsx";
import styles from "./refunds.module.css";

/** At most one button stands out: the first of these that can be pressed. */
const PRIMARY: readonly RefundActionKey[] = ["EXECUTE", "SIGN_VOID", "APPROVE_VOID", "CLOSE_UNPAID", "REBROADCAST"];
/** A payment that is on its way asks nobody to do anything: only where it is stuck does sending again stand out. */
const STUCK: ReadonlySet<string> = new Set(["BROADCAST_UNKNOWN", "DROPPED"]);
const REPAIR_DIALOGS: ReadonlySet<string> = new Set<RepairDialogKey>([
  "REJECT_HELD",
  "ASK_VOID",
  "APPROVE_VOID",
  "DROP_VOID",
  "CLOSE_UNPAID",
]);
const isRepairDialog = (key: string): key is RepairDialogKey => REPAIR_DIALOGS.has(key);

export function RefundActions({ detail, children }: { detail: RefundDetail; children: ReactNode }) {
  const { refund, deposit } = detail;
  const user = useUser();
  const context = useActionContext();
  const navigate = useNavigate();
  const reasonId = useId();
  const [open, setOpen] = useState<"WITHDRAW" | "RELEASE_HOLD" | "REPLACE_DRAFT" | RepairDialogKey | null>(null);
  const [done, setDone] = useState<string | null>(null);
  const rebroadcast = useCommand("refunds", "rebroadcast");
  const saveDraft = useMutationCall("refunds", "saveDraft");
  const actions = refundActions(refund, deposit, user.id, context);

  const copyIntoDraft = async () => {
    if (deposit === null) return;
    await saveDraft.mutateAsync(draftFromRefund(refund, deposit));
    await navigate({ to: "/records/$id/refund", params: { id: deposit.id } });
  };
  const startCopy = async () => {
    if (deposit === null) return;
    const kept = await ask("refunds", "draft", { depositId: deposit.id });
    if (kept !== null) setOpen("REPLACE_DRAFT");
    else await copyIntoDraft();
  };
  const press = (key: RefundActionKey) => {
    setDone(null);
    if (key === "EXECUTE") void navigate({ to: "/execute/$id", params: { id: refund.id } });
    if (key === "RAISE_FEE" || key === "SIGN_VOID")
      void navigate({
        to: "/execute/$id",
        params: { id: refund.id },
        search: { purpose: key === "SIGN_VOID" ? "VOID" : "FEE_BUMP" },
      });
    if (key === "WITHDRAW" || key === "RELEASE_HOLD" || isRepairDialog(key)) setOpen(key);
    if (key === "COPY") startCopy().catch(() => saveDraft.reset());
    if (key === "REBROADCAST")
      rebroadcast.give(
        { id: refund.id },
        {
          done: (sent) => setDone(t("refunds:actions.sent", { status: codeLabel("refund", sent.status) })),
        },
      );
  };
  const primary = PRIMARY.find(
    (key) =>
      actions.some((action) => action.key === key && action.refusal === null) &&
      (key !== "REBROADCAST" || STUCK.has(refund.status)),
  );
  const failed = rebroadcast.error ?? saveDraft.error;

  return (
    <>
      <header className={styles.header}>
        <div>{children}</div>
        <div className={styles.actions}>
          <div className={styles.buttons}>
            {actions.map(({ key, label, refusal }) => (
              <ActionButton
                key={key}
                variant={refusal === null && key === primary ? "primary" : "outlined"}
                reason={refusal}
                reasonPlace="elsewhere"
                aria-describedby={`${reasonId}-${key}`}
                busy={(key === "REBROADCAST" && rebroadcast.isPending) || (key === "COPY" && saveDraft.isPending)}
                busyText={t(key === "REBROADCAST" ? "refunds:actions.sending" : "refunds:actions.copying")}
                {...(key === "REBROADCAST"
                  ? { icon: <IconBroadcast size={15} stroke={1.75} aria-hidden="true" /> }
                  : {})}
                onClick={() => press(key)}
              >
                {label}
              </ActionButton>
            ))}
          </div>
          <div className={styles.reasons}>
            {actions.map(({ key, label, refusal }) =>
              refusal === null ? null : (
                <p key={key} id={`${reasonId}-${key}`}>
                  {t("refunds:actions.why", { action: label, why: refusal.text })}
                </p>
              ),
            )}
          </div>
        </div>
      </header>
      {done === null && failed === null ? null : (
        <div className={styles.result}>
          {failed === null ? (
            <Banner tone="ok" inset icon={<IconCheck size={16} stroke={1.75} aria-hidden="true" />}>
              {done}
            </Banner>
          ) : (
            <ErrorPanel {...explain(failed)} inset />
          )}
        </div>
      )}
      {open === "WITHDRAW" ? (
        <RemarksDialog
          refund={refund}
          verb="withdraw"
          title={t("refunds:withdraw.title")}
          label={t("refunds:withdraw.title")}
          keep={t("refunds:withdraw.keep")}
          says={t("refunds:withdraw.says")}
          onClose={() => setOpen(null)}
          onDone={setDone}
        />
      ) : null}
      {open === "RELEASE_HOLD" ? (
        <RemarksDialog
          refund={refund}
          verb="releaseHold"
          title={t("refunds:release.title")}
          label={t("refunds:release.title")}
          keep={t("refunds:release.keep")}
          says={t("refunds:release.says")}
          onClose={() => setOpen(null)}
          onDone={setDone}
        />
      ) : null}
      {open !== null && isRepairDialog(open) ? (
        <OpenRepair which={open} refund={refund} onClose={() => setOpen(null)} onDone={setDone} />
      ) : null}
      {open === "REPLACE_DRAFT" ? (
        <ReplaceDraftDialog
          recordNo={refund.recordNo}
          onClose={() => setOpen(null)}
          onReplace={() => void copyIntoDraft()}
        />
      ) : null}
    </>
  );
}
