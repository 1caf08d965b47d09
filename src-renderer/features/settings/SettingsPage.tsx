/** Looks of this computer's window, the state of its copy, the chain's nodes, and the versions. */
import { IconAlertTriangle, IconCheck, IconRefresh } from "@tabler/icons-react";
import { CONTRACT_VERSION } from "#shared/contract/version.ts";
import type { Settings } from "#shared/contract/ipc.ts";
import { explain } from "#renderer/api/explain.ts";
import { useFreshCall } from "#renderer/api/freshCall.ts";
import { useSession } from "#renderer/api/session.tsx";
import { useSaveSettings, useSettings } from "#renderer/api/settings.ts";
import { ErrorPanel } from "#renderer/ui/ErrorPanel.tsx";
import { FactList, FactRow } from "#renderer/ui/Facts.tsx";
import { PageHeader } from "#renderer/ui/PageHeader.tsx";
import { Section } from "#renderer/ui/Section.tsx";
import { Segmented } from "#renderer/ui/Tabs.tsx";
import { SyncSection } from "./SyncSection.tsx";
import styles from "./SettingsPage.module.css";

const THEMES: readonly { key: Settings["theme"]; label: string }[] = [
  { key: "system", label: "As the system" },
  { key: "light", label: "Light" },
  { key: "dark", label: "Dark" },
];
const DENSITIES: readonly { key: Settings["density"]; label: string }[] = [
  { key: "compact", label: "24 px" },
  { key: "default", label: "28 px" },
  { key: "relaxed", label: "36 px" },
];
const ZONES: readonly { key: Settings["zone"]; label: string }[] = [
  { key: "Asia/Hong_Kong", label: "Hong Kong (HKT, +08:00)" },
  { key: "UTC", label: "UTC" },
];

export function SettingsPage() {
  const settings = useSettings();
  const save = useSaveSettings();
  const session = useSession();
  return (
    <div>
      <PageHeader path="WBO - Settings" title="Settings" />
      <div className={styles.body}>
        <Section title="Window">
          <FactList className={styles.settings}>
            <FactRow label="Theme">
              <Segmented label="Theme" items={THEMES} value={settings.theme} onChange={(theme) => save({ theme })} />
            </FactRow>
            <FactRow label="Row height">
              <Segmented
                label="Row height"
                items={DENSITIES}
                value={settings.density}
                onChange={(density) => save({ density })}
              />
            </FactRow>
            <FactRow label="Time zone">
              <Segmented label="Time zone" items={ZONES} value={settings.zone} onChange={(zone) => save({ zone })} />
            </FactRow>
          </FactList>
        </Section>
        <SyncSection />
        <Nodes />
        <Section title="Versions">
          <FactList>
            <FactRow label="Deposit Desk">{session?.appVersion ?? "–"}</FactRow>
            <FactRow label="Contract">{CONTRACT_VERSION}</FactRow>
            <FactRow label="Environment">
              {session?.environment}, {session?.environmentName}
            </FactRow>
            <FactRow label="Central service">{session?.centralUrl}</FactRow>
            <FactRow label="Certificate">
              {session?.certificate ?? "none, the connection never leaves this computer"}
            </FactRow>
          </FactList>
        </Section>
      </div>
    </div>
  );
}

function Nodes() {
  const { data, error, isFetching, refetch } = useFreshCall("system", "nodes", {});
  const again = () => void refetch();
  return (
    <Section
      title="Chain nodes"
      aside={
        <button type="button" className={styles.again} onClick={again}>
          <IconRefresh size={13} aria-hidden="true" /> {isFetching ? "Asking…" : "Ask again"}
        </button>
      }
    >
      {error === null ? null : <ErrorPanel {...explain(error)} onRetry={again} inset />}
      {data === undefined ? null : data.length === 0 ? (
        <p className="secondary">No node is configured on this computer. Refunds cannot be executed here.</p>
      ) : (
        <table className={styles.table}>
          <caption className="spoken">Chain nodes</caption>
          <thead>
            <tr>
              <th scope="col">Network</th>
              <th scope="col">Node</th>
              <th scope="col">State</th>
              <th scope="col">Block</th>
              <th scope="col">Answer</th>
            </tr>
          </thead>
          <tbody>
            {data.flatMap((network) =>
              network.nodes.map((node) => (
                <tr key={`${network.network}/${node.name}`}>
                  <td>{network.network}</td>
                  <td>{node.name}</td>
                  <td className={node.ok ? undefined : styles.bad}>
                    {node.ok ? (
                      <IconCheck size={14} stroke={1.75} aria-hidden="true" />
                    ) : (
                      <IconAlertTriangle size={14} stroke={1.75} aria-hidden="true" />
                    )}{" "}
                    {node.ok ? "Reached" : (node.problem ?? "Not reached")}
                  </td>
                  <td className="numeric">
                    {node.blockNumber === null ? "–" : node.blockNumber.replace(/\B(?=(\d{3})+$)/g, ",")}
                  </td>
                  <td className="numeric">{node.latencyMs === null ? "–" : `${node.latencyMs} ms`}</td>
                </tr>
              )),
            )}
          </tbody>
        </table>
      )}
    </Section>
  );
}
