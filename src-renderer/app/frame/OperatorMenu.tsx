import { Menu } from "@mantine/core";
import { IconLock, IconLogout, IconUserCircle } from "@tabler/icons-react";
import { useNavigate } from "@tanstack/react-router";
import { Trans } from "react-i18next";
import { useMutationCall } from "#renderer/api/calls.ts";
import { useUser } from "#renderer/api/session.tsx";
import { codeLabel } from "#renderer/i18n/codeLabel.ts";
import { listText } from "#renderer/i18n/listText.ts";
import { t } from "#renderer/i18n/t.ts";
import { Strong } from "#renderer/ui/Strong.tsx";
import styles from "./TopBar.module.css";

export function OperatorMenu() {
  const user = useUser();
  const navigate = useNavigate();
  const lock = useMutationCall("session", "lock");
  const signOut = useMutationCall("session", "signOut");
  const roles = listText(user.roles.map((role) => codeLabel("role", role)));
  return (
    <Menu
      withInitialFocusPlaceholder={false}
      position="bottom-end"
      offset={4}
      classNames={{
        dropdown: styles.menu ?? "",
        item: styles.item ?? "",
        itemSection: styles.section ?? "",
        label: styles.who ?? "",
      }}
      transitionProps={{ duration: 120 }}
    >
      <Menu.Target>
        <button type="button" className={styles.operator}>
          <span className={styles.initials} aria-hidden="true">
            {initialsOf(user.displayName)}
          </span>
          <span className={styles.name}>{user.displayName}</span>
          <span className={styles.role}>{roles}</span>
          <span className="spoken">{t("frame:operator.menu")}</span>
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          <Trans t={t} i18nKey="frame:operator.signedInAs" components={{ name: <Strong text={user.username} /> }} />
        </Menu.Label>
        <Menu.Item
          leftSection={<IconUserCircle size={16} stroke={1.75} />}
          onClick={() => void navigate({ to: "/account" })}
        >
          {t("frame:operator.account")}
        </Menu.Item>
        <Menu.Item leftSection={<IconLock size={16} stroke={1.75} />} onClick={() => lock.mutate({})}>
          {t("frame:operator.lock")}
        </Menu.Item>
        <Menu.Item leftSection={<IconLogout size={16} stroke={1.75} />} onClick={() => signOut.mutate({})}>
          {t("frame:operator.signOut")}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

/** First letters of the first two names: "Cheung Mei Yan" is CM. */
function initialsOf(name: string): string {
  return name
    .split(/\s+/)
    .slice(0, 2)
    .map((part) => part[0] ?? "")
    .join("")
    .toUpperCase();
}
