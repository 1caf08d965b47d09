/** Who one is here and what one may do: the guide's four permissions, then the finer rights (R3.2, R3.4). */
import { IconCheck, IconLock } from "@tabler/icons-react";
import { useState } from "react";
import type { Permission } from "#shared/domain/permissions.ts";
import { useCall } from "#renderer/api/calls.ts";
import { explain } from "#renderer/api/explain.ts";
import { RequestAccess } from "#renderer/api/RequestAccess.tsx";
import { useSession } from "#renderer/api/session.tsx";
import { codeLabel } from "#renderer/i18n/codeLabel.ts";
import { t } from "#renderer/i18n/t.ts";
import { Button } from "#renderer/ui/Button.tsx";
import { classNames } from "#renderer/ui/classNames.ts";
import { ErrorPanel } from "#renderer/ui/ErrorPanel.tsx";
import { FactList, FactRow } from "#renderer/ui/Facts.tsx";
import { PageHeader } from "#renderer/ui/PageHeader.tsx";
import { Section } from "#renderer/ui/Section.tsx";
import { Skeleton } from "#renderer/ui/Skeleton.tsx";
import { guideRightWords, rightWords } from "#renderer/words/rightWords.ts";
import { OwnPassword } from "./OwnPassword.tsx";
import { OwnSessions } from "./OwnSessions.tsx";
import styles from "./AccountPage.module.css";

const path = () => `WBO - ${t("account:title")}`;

export function AccountPage() {
  const { data, error, refetch } = useCall("session", "account", {});
  const session = useSession();
  const [asked, setAsked] = useState<Permission | null>(null);
  if (error !== null && data === undefined)
    return (
      <>
        <PageHeader path={path()} title={t("account:title")} />
        <ErrorPanel {...explain(error)} onRetry={() => void refetch()} />
      </>
    );
  if (data === undefined) return <Skeleton label={t("account:loading")} />;
  const guide = data.permissions.filter((right) => right.guide);
  const finer = data.permissions.filter((right) => !right.guide);
  const missing = guide.filter((right) => !right.granted);
  return (
    <div className={styles.page}>
      <PageHeader path={path()} title={t("account:title")} />
      {/* It may hold nothing to press, and must be scrolled by keyboard all the same. */}
      <div className={styles.body} role="region" aria-label={t("account:rights")} tabIndex={0}>
        <div className={styles.column}>
          <Section title={t("account:person.title")}>
            <FactList>
              <FactRow label={t("account:person.name")}>{data.user.displayName}</FactRow>
              <FactRow label={t("account:person.userName")}>
                <code>{data.user.username}</code>
              </FactRow>
              <FactRow label={t("account:person.role")}>
                {data.user.roles.map((role) => codeLabel("role", role)).join(", ") || t("account:person.noRole")}
              </FactRow>
              <FactRow label={t("account:person.authenticator")}>
                {data.user.totpEnrolled ? t("account:person.enrolled") : t("account:person.notEnrolled")}
              </FactRow>
              <FactRow label={t("account:person.signedInTo")}>{session?.centralUrl ?? "–"}</FactRow>
              <FactRow label={t("account:person.administrators")}>
                {data.administrators.length === 0 ? t("account:person.notNamed") : data.administrators.join(", ")}
              </FactRow>
            </FactList>
          </Section>
          <OwnPassword mustChange={data.user.mustChangePassword} />
          <OwnSessions />
          <Section title={t("account:permissions.title")} aside={counted(guide)}>
            <table className={styles.rights}>
              <caption className="spoken">{t("account:permissions.caption")}</caption>
              <tbody>
                {guide.map((right) => (
                  <tr key={right.name}>
                    <th scope="row">{right.name}</th>
                    <td className="secondary">{guideRightWords(right.name)}</td>
                    <td className={styles.state}>
                      <Granted granted={right.granted} />
                    </td>
                    <td className={styles.ask}>
                      {right.granted ? null : (
                        <Button
                          variant="link"
                          aria-expanded={asked === right.name}
                          onClick={() => setAsked(asked === right.name ? null : (right.name as Permission))}
                        >
                          {t("account:permissions.request")}
                        </Button>
                      )}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
            {missing.length === 0 ? null : (
              <p className={styles.contact}>
                {t("account:permissions.contact", {
                  names: data.administrators.length === 0 ? "" : `: ${data.administrators.join(", ")}`,
                })}
              </p>
            )}
            {asked === null ? null : (
              <div className={styles.request}>
                <h4>{t("account:permissions.askFor", { right: asked })}</h4>
                <RequestAccess key={asked} permission={asked} />
              </div>
            )}
          </Section>
        </div>
        <Section title={t("account:finer.title")} aside={counted(finer)} className={styles.column}>
          <ul className={styles.finer}>
            {finer.map((right) => (
              <li key={right.name} className={classNames(!right.granted && styles.lacking)}>
                <Granted granted={right.granted} short />
                <span>{rightWords(right.name) ?? right.name}</span>
                <code>{right.name}</code>
              </li>
            ))}
          </ul>
        </Section>
      </div>
    </div>
  );
}

function counted(rights: readonly { granted: boolean }[]): string {
  const granted = rights.filter((right) => right.granted).length;
  return t("account:permissions.granted", { granted, all: rights.length });
}

function Granted({ granted, short = false }: { granted: boolean; short?: boolean }) {
  const Sign = granted ? IconCheck : IconLock;
  return (
    <span className={granted ? styles.granted : styles.missing}>
      <Sign size={14} stroke={1.75} aria-hidden="true" />
      <span className={short ? "spoken" : undefined}>
        {granted ? t("account:permissions.yes") : t("account:permissions.no")}
      </span>
    </span>
  );
}
