/** Looks of this computer's window, the state of its copy, the chain's nodes, and the versions. */
import { IconAlertTriangle, IconCheck, IconRefresh } from "@tabler/icons-react";
import { CONTRACT_VERSION } from "#shared/contract/version.ts";
import type { Settings } from "#shared/contract/ipc.ts";
import { explain } from "#renderer/api/explain.ts";
import { useFreshCall } from "#renderer/api/freshCall.ts";
import { useSession } from "#renderer/api/session.tsx";
import { useSaveSettings, useSettings } from "#renderer/api/settings.ts";
import { LANGUAGE_ITEMS } from "#renderer/i18n/languageItems.ts";
import { t } from "#renderer/i18n/t.ts";
import { ErrorPanel } from "#renderer/ui/ErrorPanel.tsx";
import { FactList, FactRow } from "#renderer/ui/Facts.tsx";
import { PageHeader } from "#renderer/ui/PageHeader.tsx";
import { Section } from "#renderer/ui/Section.tsx";
import { Segmented } from "#renderer/ui/Tabs.tsx";
import { SyncSection } from "./SyncSection.tsx";
import styles from "./SettingsPage.module.css";

const themes = (): { key: Settings["theme"]; label: string }[] => [
  { key: "system", label: t("settings:window.themes.system") },
  { key: "light", label: t("settings:window.themes.light") },
  { key: "dark", label: t("settings:window.themes.dark") },
];
const DENSITIES: readonly { key: Settings["density"]; label: string }[] = [
  { key: "compact", label: "24 px" },
  { key: "default", label: "28 px" },
  { key: "relaxed", label: "36 px" },
];
const zones = (): { key: Settings["zone"]; label: string }[] => [
  { key: "Asia/Hong_Kong", label: t("settings:window.zones.hongKong") },
  { key: "UTC", label: t("settings:window.zones.utc") },
];

export function SettingsPage() {
  const settings = useSettings();
  const save = useSaveSettings();
  const session = useSession();
  return (
    <div>
      <PageHeader path={`WBO - ${t("settings:title")}`} title={t("settings:title")} />
      <div className={styles.body}>
        <Section title={t("settings:window.title")}>
          <FactList className={styles.settings}>
            <FactRow label={t("settings:window.language")}>
              <Segmented
                label={t("settings:window.language")}
                items={LANGUAGE_ITEMS}
                value={settings.language}
                onChange={(language) => save({ language })}
              />
            </FactRow>
            <FactRow label={t("settings:window.theme")}>
              <Segmented
                label={t("settings:window.theme")}
                items={themes()}
                value={settings.theme}
                onChange={(theme) => save({ theme })}
              />
            </FactRow>
            <FactRow label={t("settings:window.density")}>
              <Segmented
                label={t("settings:window.density")}
                items={DENSITIES}
                value={settings.density}
                onChange={(density) => save({ density })}
              />
            </FactRow>
            <FactRow label={t("settings:window.zone")}>
              <Segmented
                label={t("settings:window.zone")}
                items={zones()}
                value={settings.zone}
                onChange={(zone) => save({ zone })}
              />
            </FactRow>
          </FactList>
        </Section>
        <SyncSection />
        <Nodes />
        <Section title={t("settings:versions.title")}>
          <FactList>
            <FactRow label={t("common:product")}>{session?.appVersion ?? "–"}</FactRow>
            <FactRow label={t("settings:versions.contract")}>{CONTRACT_VERSION}</FactRow>
            <FactRow label={t("settings:versions.environment")}>
              {session?.environment}, {session?.environmentName}
            </FactRow>
            <FactRow label={t("settings:versions.centralService")}>{session?.centralUrl}</FactRow>
            <FactRow label={t("settings:versions.certificate")}>
              {session?.certificate ?? t("settings:versions.noCertificate")}
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
      title={t("settings:nodes.title")}
      aside={
        <button type="button" className={styles.again} onClick={again}>
          <IconRefresh size={13} aria-hidden="true" />{" "}
          {isFetching ? t("settings:nodes.asking") : t("settings:nodes.again")}
        </button>
      }
    >
      {error === null ? null : <ErrorPanel {...explain(error)} onRetry={again} inset />}
      {data === undefined ? null : data.length === 0 ? (
        <p className="secondary">{t("settings:nodes.none")}</p>
      ) : (
        <table className={styles.table}>
          <caption className="spoken">{t("settings:nodes.title")}</caption>
          <thead>
            <tr>
              <th scope="col">{t("settings:nodes.network")}</th>
              <th scope="col">{t("settings:nodes.node")}</th>
              <th scope="col">{t("settings:nodes.state")}</th>
              <th scope="col">{t("settings:nodes.block")}</th>
              <th scope="col">{t("settings:nodes.answer")}</th>
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
                    {node.ok ? t("settings:nodes.reached") : (node.problem ?? t("settings:nodes.notReached"))}
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
