/** Whether what this desk stands on is there: the central service, the chain's nodes, the audit log. Asked apart, so that nothing waits for it. */
import { IconAlertTriangle, IconLink, IconRefresh, IconServer2, type Icon } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { NodeHealth } from "#shared/contract/ipc.ts";
import { useCall } from "#renderer/api/calls.ts";
import { useOnline, useSyncStatus } from "#renderer/api/session.tsx";
import { t } from "#renderer/i18n/t.ts";
import { classNames } from "#renderer/ui/classNames.ts";
import { usePreferences } from "#renderer/ui/preferences.tsx";
import { clockTime } from "#renderer/ui/times.ts";
import { Panel } from "./Panel.tsx";
import styles from "./dashboard.module.css";

const NODES_AGAIN_MS = 60_000;

export function HealthPanel() {
  const online = useOnline();
  const nodes = useCall("system", "nodes", {}, { enabled: online, everyMs: NODES_AGAIN_MS });
  const integrity = useCall("audit", "integrity", {});
  const broken = integrity.data?.broken != null;
  const head = integrity.data?.head ?? null;
  return (
    <Panel
      title={t("dashboard:health.title")}
      aside={
        <Link to="/settings" className={styles.more}>
          {t("dashboard:health.more")}
        </Link>
      }
    >
      <ul>
        <CentralLine />
        {(online ? (nodes.data ?? []) : []).map((network) => (
          <NetworkLine key={network.network} health={network} />
        ))}
        {online ? null : (
          <Line icon={IconServer2} name={t("dashboard:health.nodes")}>
            {t("dashboard:health.notAsked")}
          </Line>
        )}
        <Line icon={broken ? IconAlertTriangle : IconLink} name={t("dashboard:health.log")} bad={broken}>
          {broken
            ? t("dashboard:health.logBroken")
            : head === null
              ? t("dashboard:health.logUnknown")
              : t("dashboard:health.logVerified", { size: head.size.toLocaleString("en-GB") })}
        </Line>
      </ul>
    </Panel>
  );
}

function CentralLine() {
  const sync = useSyncStatus();
  const { zone } = usePreferences();
  const lag = sync === undefined || sync.seq === null || sync.headSeq === null ? 0 : sync.headSeq - sync.seq;
  const away = sync?.phase === "OFFLINE";
  const at = sync?.asOf == null ? null : clockTime(sync.asOf, zone);
  return (
    <Line icon={away ? IconAlertTriangle : IconRefresh} name={t("dashboard:health.central")} bad={away}>
      {away
        ? t("dashboard:health.away")
        : at === null
          ? t("dashboard:health.notSynced")
          : lag > 0
            ? t("dashboard:health.syncedBehind", { at, lag: lag.toLocaleString("en-GB") })
            : t("dashboard:health.synced", { at })}
    </Line>
  );
}

function NetworkLine({ health: { network, nodes } }: { health: NodeHealth }) {
  const good = nodes.filter((node) => node.ok);
  const block = good.find((node) => node.blockNumber !== null)?.blockNumber ?? null;
  const bad = good.length < nodes.length;
  return (
    <Line icon={bad ? IconAlertTriangle : IconServer2} name={network} bad={bad}>
      {t("dashboard:health.reached", { good: good.length, all: nodes.length })}
      {block === null ? null : ` · ${block.replace(/\B(?=(\d{3})+$)/g, ",")}`}
    </Line>
  );
}

function Line({
  icon: LineIcon,
  name,
  bad = false,
  children,
}: {
  icon: Icon;
  name: string;
  bad?: boolean;
  children: ReactNode;
}) {
  return (
    <li className={classNames(styles.line, bad && styles.bad)}>
      <LineIcon size={15} stroke={1.75} aria-hidden="true" />
      <span>{name}</span>
      <span className={styles.value}>{children}</span>
    </li>
  );
}
