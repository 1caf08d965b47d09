/** The exceptions at the left: number, how long it has waited, amount, why, and who works on it. */
import { IconHourglassEmpty, IconUserCheck } from "@tabler/icons-react";
import { useCurrencyBook } from "#renderer/api/currencies.ts";
import { useUser } from "#renderer/api/session.tsx";
import { codeLabel } from "#renderer/i18n/codeLabel.ts";
import { t } from "#renderer/i18n/t.ts";
import { classNames } from "#renderer/ui/classNames.ts";
import { Money } from "#renderer/ui/Money.tsx";
import { useNow } from "#renderer/ui/preferences.tsx";
import { durationText } from "#renderer/ui/times.ts";
import { reasonOf, type TriageItem } from "./triageEntries.ts";
import styles from "./triage.module.css";

export function TriageList({
  items,
  openId,
  onOpen,
}: {
  items: readonly TriageItem[];
  openId: string | null;
  onOpen: (item: TriageItem) => void;
}) {
  return (
    <nav className={styles.list} aria-label={t("triage:list")}>
      <ul>
        {items.map((item) => (
          <li key={item.deposit.id}>
            <button
              type="button"
              className={classNames(styles.row, item.deposit.id === openId && styles.selected)}
              aria-current={item.deposit.id === openId ? "true" : undefined}
              onClick={() => onOpen(item)}
            >
              <Row item={item} />
            </button>
          </li>
        ))}
      </ul>
      <p className={styles.rule}>{t("triage:rule")}</p>
    </nav>
  );
}

function Row({ item }: { item: TriageItem }) {
  const { deposit, claim } = item;
  const user = useUser();
  const { decimalsOf } = useCurrencyBook();
  const { group, code } = reasonOf(item);
  return (
    <>
      <span className={styles.rowNo}>{deposit.recordNo}</span>
      <WaitTime item={item} />
      <span className={styles.rowAmount}>
        <Money
          amount={deposit.receivedAmount ?? deposit.declaredAmount}
          currency={deposit.currency}
          decimals={decimalsOf(deposit.currency, deposit.network)}
          size="list"
        />
      </span>
      <span className={styles.rowReason}>{codeLabel(group, code)}</span>
      <span className={styles.rowCustomer}>
        {deposit.customerNo} · {deposit.customerName}
      </span>
      <span className={styles.rowBy}>
        {claim === null ? (
          <span className="quiet">{t("triage:nobody")}</span>
        ) : (
          <>
            <IconUserCheck size={14} stroke={1.75} aria-hidden="true" />{" "}
            {claim.by.id === user.id ? t("triage:you", { name: claim.by.name }) : claim.by.name}
          </>
        )}
      </span>
    </>
  );
}

/** Coloured by its band: the longer, the louder. */
export function WaitTime({ item: { since, age } }: { item: TriageItem }) {
  const now = useNow(60_000);
  return (
    <span className={classNames(styles.wait, styles[age])}>
      {age === "UNDER_4_HOURS" ? null : <IconHourglassEmpty size={14} stroke={1.75} aria-hidden="true" />}
      <span className="numeric">{t("triage:waits", { time: durationText(now - Date.parse(since)) })}</span>
    </span>
  );
}
