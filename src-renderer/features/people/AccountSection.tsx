/** One account: its rights, what is proposed, what was asked for, and the changes before. */
import { useState } from "react";
import { Trans } from "react-i18next";
import type { Account } from "#shared/contract/account.ts";
import { useActionContext, useUser } from "#renderer/api/session.tsx";
import { t } from "#renderer/i18n/t.ts";
import { Strong } from "#renderer/ui/Strong.tsx";
import { people } from "#shared/texts/en/people.ts";
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
    <Section
      title={displayName}
      aside={
        account.disabled
          ? t("people:rights.shutOut")
          : t("people:account.permissions", { count: account.permissions.length, number: account.permissions.length })
      }
    >
      <FactList columns={2}>
        <FactRow label={t("people:account.userName")}>
          <code>{account.username}</code>
        </FactRow>
        <FactRow label={t("people:account.rights")}>{rightsText(account)}</FactRow>
        <FactRow label={t("people:account.lastSignIn")}>
          {account.lastSignInAt === null ? (
            t("people:account.never")
          ) : (
            <TimeText at={account.lastSignInAt} form="auto" />
          )}
        </FactRow>
        <FactRow label={t("people:account.signedInAt")}>
          {t("people:account.workstations", { count: account.openSessions, number: account.openSessions })}
        </FactRow>
        <FactRow label={t("people:account.authenticator")}>
          {t(account.totpEnrolled ? "people:account.enrolled" : "people:account.notEnrolled")}
        </FactRow>
        {account.mustChangePassword ? (
          <FactRow label={t("people:account.password")}>{t("people:account.toChange")}</FactRow>
        ) : null}
      </FactList>
      {asked.map(({ permission, reason, requestedAt }) => (
        <Banner key={permission} tone="motion" inset role="note">
          <strong>{t("people:account.askedFor", { permission })}</strong>
          <Trans
            t={t}
            i18nKey="people:account.askedAt"
            components={{ at: <TimeText at={requestedAt} form="auto" />, reason: <Words text={reason} /> }}
          />
        </Banner>
      ))}
      {proposed === null ? null : (
        <Banner tone="hold" inset role="note">
          <Trans
            t={t}
            i18nKey="people:account.proposed"
            values={{ name: proposed.proposedBy.name }}
            components={{
              rights: <Strong text={rightsText(proposed.after)} />,
              at: <TimeText at={proposed.proposedAt} form="auto" />,
              remarks: <Words text={proposed.remarks} />,
            }}
          />
        </Banner>
      )}
      <div className={styles.actions}>
        {proposed === null ? (
          <ActionButton
            size="small"
            reason={whyNotChange(account, context, user.id)}
            aria-label={t("people:account.changeOf", { name: displayName })}
            onClick={() => setDialog("rights")}
          >
            {t("people:account.change")}
          </ActionButton>
        ) : (
          <ActionButton
            size="small"
            reason={whyNotDecide(proposed, context, user.id)}
            aria-label={t("people:account.decideOf", { name: displayName })}
            onClick={() => setDialog("decide")}
          >
            {t(proposed.proposedBy.id === user.id ? "people:account.withdraw" : "people:account.decide")}
          </ActionButton>
        )}
        <ActionButton
          size="small"
          reason={whyNotManage(context) ?? (account.openSessions === 0 ? t("people:account.notSignedIn") : null)}
          aria-label={t("people:account.endOf", { name: displayName })}
          onClick={() => setDialog("sessions")}
        >
          {t("people:account.end")}
        </ActionButton>
      </div>
      {former.length === 0 ? null : (
        <ol className={styles.changes} aria-label={t("people:account.changes", { name: displayName })}>
          {former.map((one) => (
            <li key={one.id}>
              <span>{rightsText(one.after)}</span>
              <span>
                {one.decidedBy === null
                  ? endText(one.status)
                  : t("people:account.endBy", { end: endText(one.status), name: one.decidedBy.name })}{" "}
                {one.decidedAt === null ? null : (
                  <Trans
                    t={t}
                    i18nKey="people:account.endAt"
                    components={{ at: <TimeText at={one.decidedAt} form="auto" /> }}
                  />
                )}
              </span>
              <span className="quiet">
                {t("people:account.said", { name: one.proposedBy.name, remarks: one.remarks })}
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

/** What a person wrote, as it is: never read as a text with parts. */
function Words({ text }: { text: string }) {
  return text;
}

function endText(status: string): string {
  const { ends } = people.account;
  return Object.hasOwn(ends, status) ? t(`people:account.ends.${status as keyof typeof ends}`) : status;
}
