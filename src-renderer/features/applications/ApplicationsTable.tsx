import { IconAlertTriangle } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import type { Application } from "#shared/contract/application.ts";
import { isAmount } from "#shared/money.ts";
import { useCurrencyBook } from "#renderer/api/currencies.ts";
import { t } from "#renderer/i18n/t.ts";
import { codeLabel } from "#renderer/i18n/codeLabel.ts";
import { listText } from "#renderer/i18n/listText.ts";
import { classNames } from "#renderer/ui/classNames.ts";
import { Money } from "#renderer/ui/Money.tsx";
import { Reference } from "#renderer/ui/Reference.tsx";
import { StatusPill } from "#renderer/ui/StatusPill.tsx";
import { Age, TimeText } from "#renderer/ui/TimeText.tsx";
import styles from "./applications.module.css";

/** One line an application; pressing it opens the panel beside the list. */
export function ApplicationsTable({
  items,
  open,
  onOpen,
}: {
  items: readonly Application[];
  open: string | null;
  onOpen: (id: string) => void;
}) {
  const { decimalsOf, mostDecimals, networkName } = useCurrencyBook();
  // Beside the open panel, which shows them, the last columns give way.
  const narrow = open !== null;
  const hasRecords = !narrow && items.some((item) => item.recordNo !== null);
  return (
    <table className={styles.table}>
      <caption className="spoken">{t("applications:table.title")}</caption>
      <thead>
        <tr>
          <th scope="col">{t("applications:table.no")}</th>
          <th scope="col">{t("applications:table.age")}</th>
          <th scope="col">{t("applications:table.client")}</th>
          <th scope="col" className={styles.end}>
            {t("applications:table.amount")}
          </th>
          {narrow ? null : <th scope="col">{t("applications:table.network")}</th>}
          <th scope="col">{t("applications:table.status")}</th>
          <th scope="col">{t("applications:table.flags")}</th>
          {hasRecords ? <th scope="col">{t("applications:table.recordNo")}</th> : null}
        </tr>
      </thead>
      <tbody>
        {items.map((item) => (
          <tr key={item.id} className={classNames(item.id === open && styles.open)} onClick={() => onOpen(item.id)}>
            <td>
              <button
                type="button"
                className={styles.opener}
                aria-expanded={item.id === open}
                onClick={() => onOpen(item.id)}
              >
                <Reference value={item.applicationNo} />
              </button>
            </td>
            <td className={styles.dim}>
              {item.status === "ABNORMAL" || item.status === "RECEIVED" ? (
                <Age since={item.requestedAt} />
              ) : (
                <TimeText at={item.requestedAt} form="auto" />
              )}
            </td>
            <td>
              <Reference value={item.customerNo} className={styles.dim} />{" "}
              {item.customerName ?? <em className="quiet">{t("applications:table.unknownClient")}</em>}
            </td>
            <td className={styles.amount}>
              {isAmount(item.amount) ? (
                <Money
                  size="grid"
                  amount={item.amount}
                  currency={item.currency}
                  decimals={decimalsOf(item.currency, item.network)}
                  alignTo={mostDecimals}
                />
              ) : (
                <code className={styles.odd}>
                  {item.amount} {item.currency}
                </code>
              )}
            </td>
            {narrow ? null : <td className={styles.dim}>{networkName(item.network)}</td>}
            <td>
              <StatusPill kind="application" status={item.status} flush />
            </td>
            <td>
              {item.flags.length === 0 ? (
                <span className="quiet">–</span>
              ) : (
                <span className={styles.flags}>
                  <IconAlertTriangle size={13} stroke={1.75} aria-hidden="true" />
                  {listText(item.flags.map((flag) => codeLabel("applicationFlag", flag.code)))}
                </span>
              )}
            </td>
            {hasRecords ? (
              <td>
                {item.depositId === null || item.recordNo === null ? (
                  <span className="quiet">–</span>
                ) : (
                  <Link to="/records/$id" params={{ id: item.depositId }} onClick={(event) => event.stopPropagation()}>
                    {item.recordNo}
                  </Link>
                )}
              </td>
            ) : null}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
