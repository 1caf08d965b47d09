/** Who one is here and what one may do: the guide's four permissions, then the finer rights (R3.2, R3.4). */
import { IconCheck, IconLock } from "@tabler/icons-react";
import { useState } from "react";
import { ROLE_LABELS, type Permission } from "#shared/domain/permissions.ts";
import { statusLabel } from "#shared/domain/statuses.ts";
import { useCall } from "#renderer/api/calls.ts";
import { explain } from "#renderer/api/explain.ts";
import { RequestAccess } from "#renderer/api/RequestAccess.tsx";
import { useSession } from "#renderer/api/session.tsx";
import { Button } from "#renderer/ui/Button.tsx";
import { classNames } from "#renderer/ui/classNames.ts";
import { ErrorPanel } from "#renderer/ui/ErrorPanel.tsx";
import { FactList, FactRow } from "#renderer/ui/Facts.tsx";
import { PageHeader } from "#renderer/ui/PageHeader.tsx";
import { Section } from "#renderer/ui/Section.tsx";
import { Skeleton } from "#renderer/ui/Skeleton.tsx";
import { GUIDE_RIGHT_WORDS, RIGHT_WORDS } from "#renderer/words/rightWords.ts";
import { OwnPassword } from "./OwnPassword.tsx";
import { OwnSessions } from "./OwnSessions.tsx";
import styles from "./AccountPage.module.css";

const PATH = "WBO - Account";

export function AccountPage() {
  const { data, error, refetch } = useCall("session", "account", {});
  const session = useSession();
  const [asked, setAsked] = useState<Permission | null>(null);
  if (error !== null && data === undefined)
    return (
      <>
        <PageHeader path={PATH} title="Account" />
        <ErrorPanel {...explain(error)} onRetry={() => void refetch()} />
      </>
    );
  if (data === undefined) return <Skeleton label="Loading the account" />;
  const guide = data.permissions.filter((right) => right.guide);
  const finer = data.permissions.filter((right) => !right.guide);
  const missing = guide.filter((right) => !right.granted);
  return (
    <div className={styles.page}>
      <PageHeader path={PATH} title="Account" />
      {/* It may hold nothing to press, and must be scrolled by keyboard all the same. */}
      <div className={styles.body} role="region" aria-label="Rights" tabIndex={0}>
        <div className={styles.column}>
          <Section title="Person">
            <FactList>
              <FactRow label="Name">{data.user.displayName}</FactRow>
              <FactRow label="User name">
                <code>{data.user.username}</code>
              </FactRow>
              <FactRow label="Role">
                {data.user.roles.map((role) => statusLabel(ROLE_LABELS, role)).join(", ") || "none"}
              </FactRow>
              <FactRow label="Authenticator">
                {data.user.totpEnrolled ? "Enrolled" : "Not enrolled; the password is asked instead"}
              </FactRow>
              <FactRow label="Signed in to">{session?.centralUrl ?? "–"}</FactRow>
              <FactRow label="Administrators">
                {data.administrators.length === 0 ? "not named by the central service" : data.administrators.join(", ")}
              </FactRow>
            </FactList>
          </Section>
          <OwnPassword mustChange={data.user.mustChangePassword} />
          <OwnSessions />
          <Section title="Permissions" aside={`${guide.length - missing.length} of ${guide.length} granted`}>
            <table className={styles.rights}>
              <caption className="spoken">The four permissions of the guide</caption>
              <tbody>
                {guide.map((right) => (
                  <tr key={right.name}>
                    <th scope="row">{right.name}</th>
                    <td className="secondary">{GUIDE_RIGHT_WORDS[right.name] ?? ""}</td>
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
                          Request access
                        </Button>
                      )}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
            {missing.length === 0 ? null : (
              <p className={styles.contact}>
                If permissions are missing, contact an administrator
                {data.administrators.length === 0 ? "" : `: ${data.administrators.join(", ")}`}.
              </p>
            )}
            {asked === null ? null : (
              <div className={styles.request}>
                <h4>Ask for “{asked}”</h4>
                <RequestAccess key={asked} permission={asked} />
              </div>
            )}
          </Section>
        </div>
        <Section
          title="Finer rights"
          aside={`${finer.filter((right) => right.granted).length} of ${finer.length} granted`}
          className={styles.column}
        >
          <ul className={styles.finer}>
            {finer.map((right) => (
              <li key={right.name} className={classNames(!right.granted && styles.lacking)}>
                <Granted granted={right.granted} short />
                <span>{RIGHT_WORDS[right.name] ?? right.name}</span>
                <code>{right.name}</code>
              </li>
            ))}
          </ul>
        </Section>
      </div>
    </div>
  );
}

function Granted({ granted, short = false }: { granted: boolean; short?: boolean }) {
  const Sign = granted ? IconCheck : IconLock;
  return (
    <span className={granted ? styles.granted : styles.missing}>
      <Sign size={14} stroke={1.75} aria-hidden="true" />
      <span className={short ? "spoken" : undefined}>{granted ? "Granted" : "Missing"}</span>
    </span>
  );
}
