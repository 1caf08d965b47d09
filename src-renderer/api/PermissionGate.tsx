/** A page whose right is missing names it, says whom to ask, and gives the words to ask with (R3.4). */
import { IconLock } from "@tabler/icons-react";
import type { ReactNode } from "react";
import type { Permission } from "#shared/domain/permissions.ts";
import { listText } from "#renderer/i18n/listText.ts";
import { t } from "#renderer/i18n/t.ts";
import { PageHeader } from "#renderer/ui/PageHeader.tsx";
import { RequestAccess } from "./RequestAccess.tsx";
import { useUser } from "./session.tsx";
import styles from "./PermissionGate.module.css";

export function PermissionGate({
  permission,
  path,
  title,
  children,
}: {
  permission: Permission;
  path: string;
  title: string;
  children: ReactNode;
}) {
  const user = useUser();
  if ((user.permissions as readonly string[]).includes(permission)) return children;
  return (
    <>
      <PageHeader path={path} title={title} />
      <div className={styles.denied}>
        <div className={styles.words}>
          <h2 className={styles.title}>
            <IconLock size={16} stroke={1.75} aria-hidden="true" />
            {t("api:gate.lacking", { permission })}
          </h2>
          <p>
            {user.administrators.length === 0
              ? t("api:gate.words", { title })
              : t("api:gate.wordsNamed", { title, names: listText(user.administrators) })}
          </p>
          <RequestAccess permission={permission} />
        </div>
      </div>
    </>
  );
}
