import { Popover } from "@mantine/core";
import { IconColumns3 } from "@tabler/icons-react";
import { t } from "#renderer/i18n/t.ts";
import { Button } from "#renderer/ui/Button.tsx";
import { CheckField } from "#renderer/ui/TextField.tsx";
import { COLUMN_PLANS, columnHeader } from "./recordColumns.tsx";
import { useRecordsLayout } from "./recordsLayout.ts";
import styles from "./DepositRecordsPage.module.css";

const FIXED = ["recordNo", "amount", "status", "action"];

/** Which columns are shown. Record no., amount, status and action always are; narrow windows hide more by themselves. */
export function ColumnsMenu() {
  const { columnsOff, toggleColumn } = useRecordsLayout();
  return (
    <Popover
      position="bottom-end"
      offset={4}
      trapFocus
      returnFocus
      transitionProps={{ duration: 0 }}
      classNames={{ dropdown: styles.popover ?? "" }}
    >
      <Popover.Target>
        <Button
          variant="quiet"
          size="small"
          icon={<IconColumns3 size={16} stroke={1.75} aria-hidden="true" />}
          aria-haspopup="dialog"
        >
          {t("deposits:columnsMenu.title")}
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <fieldset className={styles.columns}>
          <legend className={styles.legend}>{t("deposits:columnsMenu.title")}</legend>
          {COLUMN_PLANS.map((plan) => (
            <CheckField
              key={plan.id}
              label={columnHeader(plan.id)}
              checked={!columnsOff.includes(plan.id)}
              disabled={FIXED.includes(plan.id)}
              onChange={() => toggleColumn(plan.id)}
            />
          ))}
          <p className={styles.hint}>{t("deposits:columnsMenu.hint")}</p>
        </fieldset>
      </Popover.Dropdown>
    </Popover>
  );
}
