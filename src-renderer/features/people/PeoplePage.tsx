/** Accounts: what each may do, what is proposed about it, where it is signed in, and what was asked for (features 66 to 68). */
import { useState } from "react";
import { explain } from "#renderer/api/explain.ts";
import { useFreshCall } from "#renderer/api/freshCall.ts";
import { PermissionGate } from "#renderer/api/PermissionGate.tsx";
import { useActionContext, useOnline } from "#renderer/api/session.tsx";
import { t } from "#renderer/i18n/t.ts";
import { ActionButton } from "#renderer/ui/ActionButton.tsx";
import { EmptyState } from "#renderer/ui/EmptyState.tsx";
import { ErrorPanel } from "#renderer/ui/ErrorPanel.tsx";
import { PageHeader } from "#renderer/ui/PageHeader.tsx";
import { Skeleton } from "#renderer/ui/Skeleton.tsx";
import { AccountSection } from "./AccountSection.tsx";
import { NewAccountDialog } from "./NewAccountDialog.tsx";
import { whyNotManage } from "./rightsText.ts";
import styles from "./people.module.css";

/** What another administrator decides is seen soon without asking. */
const LOOK_EVERY_MS = 15_000;

export function PeoplePage() {
  return (
    <PermissionGate permission="Users.Read" path={t("frame:places.people.path")} title={t("people:title")}>
      <People />
    </PermissionGate>
  );
}

function People() {
  const online = useOnline();
  const context = useActionContext();
  const [adding, setAdding] = useState(false);
  const people = useFreshCall("users", "list", {}, { enabled: online, everyMs: LOOK_EVERY_MS });
  const again = () => void people.refetch();
  const waiting = people.data?.filter(({ changes }) => changes.some(({ status }) => status === "PROPOSED")).length ?? 0;
  const asked = people.data?.filter((one) => one.asked.length > 0).length ?? 0;
  return (
    <div className={styles.page}>
      <PageHeader path={t("frame:places.people.path")} title={t("people:title")} />
      <div className={styles.scroll} role="region" aria-label={t("people:accounts")} tabIndex={0}>
        {!online && (people.data === undefined || people.error !== null) ? (
          <EmptyState title={t("people:offline")}>{t("people:notKept")}</EmptyState>
        ) : people.error !== null ? (
          <ErrorPanel {...explain(people.error)} onRetry={again} />
        ) : people.data === undefined ? (
          <Skeleton label={t("people:loading")} />
        ) : (
          <>
            <div className={styles.summary}>
              <p>{t("people:summary", { accounts: people.data.length, waiting, asked })}</p>
              <ActionButton size="small" reason={whyNotManage(context)} onClick={() => setAdding(true)}>
                {t("people:add")}
              </ActionButton>
            </div>
            {people.data.map((account) => (
              <AccountSection key={account.id} account={account} onChanged={again} />
            ))}
          </>
        )}
      </div>
      {adding ? (
        <NewAccountDialog
          onClose={() => {
            setAdding(false);
            again();
          }}
        />
      ) : null}
    </div>
  );
}
