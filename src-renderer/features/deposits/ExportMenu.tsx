import { Popover } from "@mantine/core";
import { IconDownload, IconFileSpreadsheet, IconFileTypeCsv } from "@tabler/icons-react";
import { useEffect, useState } from "react";
import { tinykeys } from "tinykeys";
import type { RecordsFormat } from "#shared/contract/ipc.ts";
import { whyNotPermitted } from "#shared/domain/deposits.ts";
import { printQuery } from "#shared/domain/query/printQuery.ts";
import { listen } from "#renderer/api/bridge.ts";
import { useMutationCall } from "#renderer/api/calls.ts";
import { useCommand } from "#renderer/api/command.ts";
import { explain } from "#renderer/api/explain.ts";
import type { RecordPage } from "#renderer/api/records.ts";
import { filtersOf, toDepositSearch, type RecordSearch } from "#renderer/api/recordSearch.ts";
import { useActionContext } from "#renderer/api/session.tsx";
import { countText } from "#renderer/i18n/countText.ts";
import { t } from "#renderer/i18n/t.ts";
import { ActionButton } from "#renderer/ui/ActionButton.tsx";
import { Button } from "#renderer/ui/Button.tsx";
import { ErrorPanel } from "#renderer/ui/ErrorPanel.tsx";
import { usePreferences } from "#renderer/ui/preferences.tsx";
import { shortDateTime, zoneName } from "#renderer/ui/times.ts";
import { toast } from "#renderer/ui/toasts.tsx";
import { ALSO_WHILE_TYPING } from "#renderer/ui/typing.ts";
import styles from "./DepositRecordsPage.module.css";

const counted = (rows: number) => t("deposits:records", { count: rows, records: countText(rows) });

/** Takes exactly the list as it is filtered and sorted along as a file (R24.4). Ctrl+E. */
export function ExportMenu({ search, page }: { search: RecordSearch; page: RecordPage | undefined }) {
  const { zone, now } = usePreferences();
  const refusal = whyNotPermitted("Export", useActionContext());
  const [opened, setOpened] = useState(false);
  const save = useCommand("exports", "saveRecords");
  const stop = useMutationCall("exports", "stop");
  const rows = useExportedRows(save.isPending);
  const may = refusal === null;
  const nothing = page === undefined || page.total === 0;
  useEffect(
    () =>
      tinykeys(
        window,
        {
          "$mod+e": (event) => {
            event.preventDefault();
            if (may && document.querySelector("[role=dialog]") === null) setOpened(true);
          },
        },
        ALSO_WHILE_TYPING,
      ),
    [may],
  );

  const begin = (format: RecordsFormat) =>
    save.give(
      {
        search: toDepositSearch(search, zone, now()),
        format,
        filterText: printQuery(filtersOf(search), { zone }).slice(0, 2_000),
      },
      {
        done: (done) => {
          if (!done.saved) return;
          setOpened(false);
          const asOf =
            done.asOf === null ? "" : t("deposits:asOf", { at: shortDateTime(done.asOf, zone), zone: zoneName(zone) });
          toast(t("deposits:export.done", { records: counted(done.rows) }), asOf);
        },
      },
    );

  return (
    <Popover
      opened={opened}
      onChange={setOpened}
      position="bottom-end"
      offset={4}
      trapFocus
      returnFocus
      closeOnClickOutside={!save.isPending}
      transitionProps={{ duration: 0 }}
      classNames={{ dropdown: styles.popover ?? "" }}
    >
      <Popover.Target>
        <ActionButton
          variant="quiet"
          size="small"
          reason={refusal}
          icon={<IconDownload size={16} stroke={1.75} aria-hidden="true" />}
          aria-haspopup="dialog"
          aria-keyshortcuts="Control+E"
          onClick={() => setOpened(!opened)}
        >
          {t("deposits:export.title")}
        </ActionButton>
      </Popover.Target>
      <Popover.Dropdown>
        <div className={styles.export}>
          <p className={styles.legend}>
            {page === undefined
              ? t("deposits:export.title")
              : t(page.capped ? "deposits:export.moreThan" : "deposits:export.records", {
                  records: counted(page.total),
                })}
          </p>
          <p className={styles.hint}>{t("deposits:export.hint")}</p>
          {save.isPending ? (
            <div className={styles.formats}>
              <span role="status" className="numeric">
                {rows === 0 ? t("deposits:export.where") : t("deposits:export.written", { records: counted(rows) })}
              </span>
              <Button size="small" onClick={() => stop.mutate({})}>
                {t("deposits:export.stop")}
              </Button>
            </div>
          ) : (
            <div className={styles.formats}>
              <ActionButton
                size="small"
                data-autofocus
                reason={nothing ? t("deposits:export.nothing") : null}
                icon={<IconFileTypeCsv size={16} stroke={1.75} aria-hidden="true" />}
                onClick={() => begin("csv")}
              >
                CSV
              </ActionButton>
              <ActionButton
                size="small"
                reason={nothing ? t("deposits:export.nothing") : null}
                icon={<IconFileSpreadsheet size={16} stroke={1.75} aria-hidden="true" />}
                onClick={() => begin("xlsx")}
              >
                {t("deposits:export.excel")}
              </ActionButton>
            </div>
          )}
          {save.error === null ? null : <ErrorPanel {...explain(save.error)} inset />}
        </div>
      </Popover.Dropdown>
    </Popover>
  );
}

/** How many rows the running export has written. */
function useExportedRows(running: boolean): number {
  const [rows, setRows] = useState(0);
  useEffect(() => {
    if (!running) return;
    setRows(0);
    return listen("exports", "progressed", (progress) => setRows(progress.rows));
  }, [running]);
  return rows;
}
