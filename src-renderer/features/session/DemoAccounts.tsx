import { IconCheck } from "@tabler/icons-react";
import { Trans } from "react-i18next";
import type { SessionState } from "#shared/contract/ipc.ts";
import { ROLE_LABELS, ROLES } from "#shared/domain/permissions.ts";
import type { EnglishTexts } from "#shared/texts/resources.ts";
import { codeLabel } from "#renderer/i18n/codeLabel.ts";
import { t } from "#renderer/i18n/t.ts";
import { Button } from "#renderer/ui/Button.tsx";
import { classNames } from "#renderer/ui/classNames.ts";
import styles from "./session.module.css";

type Demo = NonNullable<SessionState["demo"]>;

/** In demo mode only: who there is, what each may do, and one press to fill in the form. */
export function DemoAccounts({
  demo,
  chosen,
  onUse,
}: {
  demo: Demo;
  chosen: string;
  onUse: (account: Demo["accounts"][number]) => void;
}) {
  return (
    <section className={styles.demo} aria-label={t("session:demo.title")}>
      <h2 className={styles.heading}>{t("session:demo.title")}</h2>
      <p className={styles.demoNote}>
        <Trans
          t={t}
          i18nKey="session:demo.words"
          values={{ pin: demo.signingPin }}
          components={{ code: <code />, pin: <code /> }}
        />
      </p>
      <table className={styles.accounts}>
        <thead>
          <tr>
            <th scope="col">{t("session:userName")}</th>
            <th scope="col">{t("session:demo.role")}</th>
            <th scope="col">{t("session:demo.may")}</th>
            <th scope="col">
              <span className="spoken">{t("session:demo.use")}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {demo.accounts.map((account) => {
            const isChosen = account.username === chosen;
            return (
              <tr key={account.username} className={classNames(isChosen && styles.chosen)}>
                <td>
                  <code>{account.username}</code>
                </td>
                <td>{roleWords(account.role)}</td>
                <td className="secondary">{mayWords(account)}</td>
                <td className={styles.use}>
                  {isChosen ? (
                    <IconCheck size={15} stroke={1.75} role="img" aria-label={t("session:demo.chosen")} />
                  ) : null}
                  <Button
                    variant="link"
                    className={isChosen ? styles.chosenUse : undefined}
                    aria-label={t("session:demo.useOne", { name: account.username })}
                    onClick={() => onUse(account)}
                  >
                    {t("session:demo.use")}
                  </Button>
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </section>
  );
}

type Known = keyof EnglishTexts["session"]["demo"]["mays"];
const KNOWN: readonly Known[] = [
  "operator",
  "operator2",
  "supervisor",
  "supervisor2",
  "executor",
  "auditor",
  "admin",
  "admin2",
];

/** The engine names the accounts of the demo in English, before anybody's language is known. */
function mayWords({ username, may }: Demo["accounts"][number]): string {
  const known = KNOWN.find((one) => one === username);
  return known === undefined ? may : t(`session:demo.mays.${known}`);
}

function roleWords(label: string): string {
  const role = ROLES.find((one) => ROLE_LABELS[one] === label);
  return role === undefined ? label : codeLabel("role", role);
}
