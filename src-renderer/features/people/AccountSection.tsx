/** One account: its rights, what is proposed, what was asked for, and the changes before. */
import { useState } from "react";
import type { Account } from "#shared/contract/account.ts";
import { useActionContext, useUser } from "#renderer/api/session.tsx";
import { ActionButton } from "#renderer/ui/ActionButton.tsx";
import { Banner } from "#renderer/ui/Banner.tsx";
import { FactList, FactRow } from "#renderer/ui/Facts.tsx";
import { Section } from "#renderer/ui/Section.tsx";
import { TimeText } from "#renderer/ui/TimeText.tsx";
import { ChangeRightsDialog } from "./ChangeRightsDialog.tsx";
import { DecideRightsDialog } from "./DecideRightsDialog.tsx";
import { EndSessionsDialog } from "./EndSessionsDialog.tsx";
import { rightsText, whyNotChange, whyNotDecide, whyNotManage } from "./rightsText.ts";
import styles from "./people.module.css";

const ENDS: Readonly<Record<string, string>> = { APPROVED: "done", REJECTED: "rejected", WITHDRAWN: "withdrawn" };

export function AccountSection({ account, onChanged }: { account: Account; onChanged: () => void }) {
  const context = useActionContext();
  const user = useUser();
  const [dialog, setDialog] = useState<"rights" | "decide" | "sessions" | null>(null);
  const close = () => {
    setDialog(null);
    onChanged();
  };
  const { displayName, changes, asked } = account;
  const proposed = changes.find(({ status }) => status === "PROPOSED") ?? null;
  const former = changes.filter(({ status }) => status !== "PROPOSED");
  return (
    <Section title={displayName} aside={account.disabled ? "shut out" : permissionCount(account.permissions.length)}>
      <FactList columns={2}>
        <FactRow label="User name">
          <code>{account.username}</code>
        </FactRow>
        <FactRow label="Rights">{rightsText(account)}</FactRow>
        <FactRow label="Last sign-in">
          {account.lastSignInAt === null ? "never" : <TimeText at={account.lastSignInAt} form="auto" />}
        </FactRow>
        <FactRow label="Signed in at">
          {account.openSessions === 1 ? "1 workstation" : `${account.openSessions} workstations`}
        </FactRow>
        <FactRow label="Authenticator">{account.totpEnrolled ? "enrolled" : "not enrolled"}</FactRow>
        {account.mustChangePassword ? <FactRow label="Password">to be changed at the next sign-in</FactRow> : null}
      </FactList>
      {asked.map(({ permission, reason, requestedAt }) => (
        <Banner key={permission} tone="motion" inset role="note">
          <strong>Asked for “{permission}”</strong>, <TimeText at={requestedAt} form="auto" />: {reason}
        </Banner>
      ))}
      {proposed === null ? null : (
        <Banner tone="hold" inset role="note">
          <strong>{rightsText(proposed.after)}</strong> is proposed by {proposed.proposedBy.name},{" "}
          <TimeText at={proposed.proposedAt} form="auto" />: {proposed.remarks}
        </Banner>
      )}
      <div className={styles.actions}>
        {proposed === null ? (
          <ActionButton
            size="small"
            reason={whyNotChange(account, context, user.id)}
            aria-label={`Change the rights of ${displayName}`}
            onClick={() => setDialog("rights")}
          >
            Change rights…
          </ActionButton>
        ) : (
          <ActionButton
            size="small"
            reason={whyNotDecide(proposed, context, user.id)}
            aria-label={`Decide on the rights of ${displayName}`}
            onClick={() => setDialog("decide")}
          >
            {proposed.proposedBy.id === user.id ? "Withdraw…" : "Decide…"}
          </ActionButton>
        )}
        <ActionButton
          size="small"
          reason={whyNotManage(context) ?? (account.openSessions === 0 ? "Not signed in anywhere." : null)}
          aria-label={`End sessions of ${displayName}…`}
          onClick={() => setDialog("sessions")}
        >
          End sessions…
        </ActionButton>
      </div>
      {former.length === 0 ? null : (
        <ol className={styles.changes} aria-label={`Changes of the rights of ${displayName}`}>
          {former.map((one) => (
            <li key={one.id}>
              <span>{rightsText(one.after)}</span>
              <span>
                {ENDS[one.status] ?? one.status}
                {one.decidedBy === null ? "" : ` by ${one.decidedBy.name}`}
                {one.decidedAt === null ? null : (
                  <>
                    , <TimeText at={one.decidedAt} form="auto" />
                  </>
                )}
              </span>
              <span className="quiet">
                {one.proposedBy.name}: {one.remarks}
              </span>
            </li>
          ))}
        </ol>
      )}
      {dialog === "rights" ? <ChangeRightsDialog account={account} onClose={close} /> : null}
      {dialog === "decide" && proposed !== null ? <DecideRightsDialog change={proposed} onClose={close} /> : null}
      {dialog === "sessions" ? <EndSessionsDialog account={account} onClose={close} /> : null}
    </Section>
  );
}

function permissionCount(count: number): string {
  return count === 1 ? "1 permission" : `${count} permissions`;
}
