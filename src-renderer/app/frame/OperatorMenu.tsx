import { Menu } from "@mantine/core";
import { IconLock, IconLogout, IconUserCircle } from "@tabler/icons-react";
import { useNavigate } from "@tanstack/react-router";
import { ROLE_LABELS } from "#shared/domain/permissions.ts";
import { statusLabel } from "#shared/domain/statuses.ts";
import { useMutationCall } from "#renderer/api/calls.ts";
import { useUser } from "#renderer/api/session.tsx";
import styles from "./TopBar.module.css";

export function OperatorMenu() {
  const user = useUser();
  const navigate = useNavigate();
  const lock = useMutationCall("session", "lock");
  const signOut = useMutationCall("session", "signOut");
  const roles = user.roles.map((role) => statusLabel(ROLE_LABELS, role)).join(", ");
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
          <span className="spoken">, operator menu</span>
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          Signed in as <strong>{user.username}</strong>
        </Menu.Label>
        <Menu.Item
          leftSection={<IconUserCircle size={16} stroke={1.75} />}
          onClick={() => void navigate({ to: "/account" })}
        >
          Account and permissions
        </Menu.Item>
        <Menu.Item leftSection={<IconLock size={16} stroke={1.75} />} onClick={() => lock.mutate({})}>
          Lock
        </Menu.Item>
        <Menu.Item leftSection={<IconLogout size={16} stroke={1.75} />} onClick={() => signOut.mutate({})}>
          Sign out
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
