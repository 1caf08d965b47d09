import { IconLock } from "@tabler/icons-react";
import { useMutationCall } from "#renderer/api/calls.ts";
import { t } from "#renderer/i18n/t.ts";
import { Button } from "#renderer/ui/Button.tsx";
import { Tip } from "#renderer/ui/Tip.tsx";
import { Brand } from "#renderer/ui/Brand.tsx";
import { OperatorMenu } from "./OperatorMenu.tsx";
import { SearchBox } from "./SearchBox.tsx";
import { SyncChip } from "./SyncChip.tsx";
import styles from "./TopBar.module.css";

export function TopBar() {
  const lock = useMutationCall("session", "lock");
  return (
    <header className={styles.bar}>
      <div className={styles.brand}>
        <Brand />
      </div>
      <SearchBox />
      <div className={styles.end}>
        <SyncChip />
        <OperatorMenu />
        <Tip label={t("frame:lock.tip")} width="auto">
          <Button
            variant="quiet"
            size="small"
            iconOnly
            icon={<IconLock size={17} stroke={1.75} aria-hidden="true" />}
            aria-label={t("frame:lock.title")}
            onClick={() => lock.mutate({})}
          />
        </Tip>
      </div>
    </header>
  );
}
