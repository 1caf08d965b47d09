/** A list that waits: what it would change, and the other person's word; who imported it may take it back. */
import { useState } from "react";
import type { Denylist, DenylistChanges } from "#shared/contract/denylist.ts";
import { whyNotPermitted } from "#shared/domain/deposits.ts";
import { useCommand } from "#renderer/api/command.ts";
import { DecisionDialog } from "#renderer/api/DecisionDialog.tsx";
import { explain } from "#renderer/api/explain.ts";
import { useFreshCall } from "#renderer/api/freshCall.ts";
import { useActionContext, useUser } from "#renderer/api/session.tsx";
import { t } from "#renderer/i18n/t.ts";
import { ActionButton } from "#renderer/ui/ActionButton.tsx";
import { AddressText } from "#renderer/ui/AddressText.tsx";
import { ErrorPanel } from "#renderer/ui/ErrorPanel.tsx";
import { toast } from "#renderer/ui/toasts.tsx";
import { ListFacts } from "./ListFacts.tsx";
import styles from "./screening.module.css";

export function WaitingList({ list, onChanged }: { list: Denylist; onChanged: () => void }) {
  const context = useActionContext();
  const user = useUser();
  const [dialog, setDialog] = useState<"decide" | "withdraw" | null>(null);
  const commands = { reject: useCommand("screening", "reject"), approve: useCommand("screening", "approve") };
  const withdraw = useCommand("screening", "withdraw");
  const own = list.proposedBy?.id === user.id;
  const offline = context.online ? null : t("screening:decision.needsConnection");
  const reason =
    whyNotPermitted("Configuration.Approve", context) ?? offline ?? (own ? t("screening:decision.own") : null);
  const done = (text: string) => {
    toast(text, list.listVersion);
    onChanged();
  };
  const close = () => setDialog(null);
  return (
    <>
      <ListFacts list={list} />
      <div className={styles.buttons}>
        <ActionButton size="small" reason={reason} onClick={() => setDialog("decide")}>
          {t("screening:decide")}
        </ActionButton>
        {own ? (
          <ActionButton size="small" reason={offline} onClick={() => setDialog("withdraw")}>
            {t("screening:takeBack")}
          </ActionButton>
        ) : null}
      </div>
      {dialog === "decide" ? (
        <DecisionDialog
          title={t("screening:decision.title")}
          of={list}
          commands={commands}
          words={[
            ["reject", t("screening:decision.reject")],
            ["approve", t("screening:decision.approve")],
          ]}
          leave={t("screening:decision.later")}
          label={t("screening:decision.remarks")}
          done={(word) => done(t(word === "approve" ? "screening:decision.approved" : "screening:decision.rejected"))}
          onClose={close}
        >
          <Changes id={list.id} />
        </DecisionDialog>
      ) : dialog === "withdraw" ? (
        <DecisionDialog
          title={t("screening:decision.withdraw")}
          of={list}
          commands={{ withdraw }}
          words={[["withdraw", t("screening:decision.takeBack")]]}
          leave={t("screening:decision.keep")}
          label={t("screening:decision.remarks")}
          done={() => done(t("screening:decision.withdrawn"))}
          onClose={close}
        >
          <ListFacts list={list} />
        </DecisionDialog>
      ) : null}
    </>
  );
}

/** Every new and every dropped address in full, as far as they are shown. */
function Changes({ id }: { id: string }) {
  const changes = useFreshCall("screening", "changes", { id });
  if (changes.error !== null)
    return <ErrorPanel {...explain(changes.error)} onRetry={() => void changes.refetch()} inset />;
  if (changes.data === undefined) return <p className="quiet">{t("screening:loading")}</p>;
  const { added, addedCount, removed, removedCount } = changes.data;
  return (
    <div className={styles.changes} role="region" aria-label={t("screening:decision.compared")} tabIndex={0}>
      <h3>
        {t("screening:decision.compared")}: {t("screening:decision.added", { count: addedCount })},{" "}
        {t("screening:decision.removed", { count: removedCount })}
      </h3>
      <Entries sign="+" entries={added} />
      <Entries sign="−" entries={removed} />
    </div>
  );
}

function Entries({ sign, entries }: { sign: string; entries: DenylistChanges["added"] }) {
  if (entries.length === 0) return null;
  return (
    <ul>
      {entries.map(({ address, reason }) => (
        <li key={address}>
          <span aria-hidden="true">{sign}</span> <AddressText value={address} /> <span className="quiet">{reason}</span>
        </li>
      ))}
    </ul>
  );
}
