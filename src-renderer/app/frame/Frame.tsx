/** The frame of every page but the signing room: environment line, top bar, rail, banners, page. */
import { Outlet } from "@tanstack/react-router";
import { useState } from "react";
import { AccessRequests } from "#renderer/api/AccessRequests.tsx";
import { useSession, useSyncStatus } from "#renderer/api/session.tsx";
import { t } from "#renderer/i18n/t.ts";
import { LogAlarm } from "#renderer/features/audit/LogAlarm.tsx";
import { FirstSyncBar } from "#renderer/features/sync/FirstSyncBar.tsx";
import { OfflineBanner } from "#renderer/features/sync/OfflineBanner.tsx";
import { OutboxBanner } from "#renderer/features/sync/OutboxBanner.tsx";
import { ReplacedBanner } from "#renderer/features/sync/ReplacedBanner.tsx";
import { CancelDialogHost } from "./CancelDialogHost.tsx";
import { EnvironmentLine } from "#renderer/app/EnvironmentLine.tsx";
import { Rail } from "./Rail.tsx";
import { ShortcutsDialog } from "./ShortcutsDialog.tsx";
import { TopBar } from "./TopBar.tsx";
import { useFrameKeys } from "./useFrameKeys.ts";
import styles from "./Frame.module.css";

export function Frame() {
  const session = useSession();
  const sync = useSyncStatus();
  const [shortcuts, setShortcuts] = useState(false);
  useFrameKeys({ onShortcuts: () => setShortcuts(true) });
  return (
    <div className={styles.frame}>
      {session ? <EnvironmentLine environment={session.environment} name={session.environmentName} /> : null}
      <a href="#page" className={styles.skip} onClick={skipToPage}>
        {t("frame:skip")}
      </a>
      <TopBar />
      <Rail onShortcuts={() => setShortcuts(true)} />
      <div className={styles.main}>
        <LogAlarm />
        {sync?.phase === "OFFLINE" ? <OfflineBanner status={sync} /> : null}
        {sync ? <ReplacedBanner status={sync} /> : null}
        <OutboxBanner />
        {sync?.phase === "FIRST_SYNC" || sync?.phase === "REBUILDING" ? <FirstSyncBar status={sync} /> : null}
        <main id="page" tabIndex={-1} className={styles.page}>
          <AccessRequests>
            <Outlet />
          </AccessRequests>
        </main>
      </div>
      <CancelDialogHost />
      {shortcuts ? <ShortcutsDialog onClose={() => setShortcuts(false)} /> : null}
    </div>
  );
}

/** A real link would change the address, which holds the page. */
function skipToPage(event: { preventDefault: () => void }): void {
  event.preventDefault();
  document.getElementById("page")?.focus();
}
