/** Addresses under one another in shared columns: equal groups underlined, a differing group marked and named, the count stated. */
import { IconAlertTriangle, IconEqual } from "@tabler/icons-react";
import { equalCharacters, groupsOfFour } from "#shared/domain/addresses.ts";
import { listText } from "#renderer/i18n/listText.ts";
import { t } from "#renderer/i18n/t.ts";
import { classNames } from "./classNames.ts";
import styles from "./ComparedAddresses.module.css";

export type ComparedAddress = { label: string; address: string };

/** The first row is the one the others are compared with. `lead`: it is drawn large, as at signing, with the labels at the end. */
export function ComparedAddresses({
  rows,
  size = "detail",
}: {
  rows: readonly ComparedAddress[];
  size?: "detail" | "approve" | "sign";
}) {
  const [first, ...others] = rows;
  if (!first) return null;
  const verdicts = others.map((row) => equalCharacters(first.address, row.address));
  const differing = new Set(verdicts.flatMap((verdict) => verdict.differingGroups));
  const equal = Math.min(...verdicts.map((verdict) => verdict.equal), groupsOfFour(first.address).join("").length);
  const of = Math.max(...verdicts.map((verdict) => verdict.of), groupsOfFour(first.address).join("").length);
  const labelsEnd = size === "sign";
  return (
    <div>
      <table className={classNames(styles.table, styles[size])}>
        <tbody>
          {rows.map((row, rowIndex) => (
            <tr key={row.label} className={rowIndex === 0 ? styles.lead : undefined}>
              {labelsEnd ? null : (
                <th scope="row" className={styles.label}>
                  {row.label}
                </th>
              )}
              <td className={styles.prefix}>
                <span className="spoken">{row.address}</span>
                <span aria-hidden="true">0x</span>
              </td>
              {groupsOfFour(row.address).map((group, index) => (
                <td key={index} aria-hidden="true">
                  <span className={differing.has(index) ? styles.differs : rowIndex === 0 ? styles.equal : undefined}>
                    {group}
                  </span>
                </td>
              ))}
              {labelsEnd ? (
                <th scope="row" className={classNames(styles.label, styles.labelEnd)}>
                  {row.label}
                </th>
              ) : null}
            </tr>
          ))}
        </tbody>
      </table>
      <Verdict equal={equal} of={of} differing={[...differing]} count={rows.length} />
    </div>
  );
}

function Verdict({ equal, of, differing, count }: { equal: number; of: number; differing: number[]; count: number }) {
  const all = differing.length === 0;
  return (
    <div className={classNames(styles.verdict, all ? styles.good : styles.bad)} role="status">
      {all ? <IconEqual size={14} aria-hidden="true" /> : <IconAlertTriangle size={14} aria-hidden="true" />}
      <span>{verdictWords({ equal, of, differing, rows: count })}</span>
    </div>
  );
}

type Compared = { equal: number; of: number; differing: readonly number[]; rows: number };

function verdictWords({ equal, of, differing, rows }: Compared): string {
  if (differing.length > 0) {
    const names = differing.map((group) => group + 1).sort((left, right) => left - right);
    return t("ui:compared.differing", { equal, of, groups: listText(names.map(String)), count: names.length });
  }
  if (rows <= 2) return t("ui:compared.equal", { equal, of });
  return rows === 3 ? t("ui:compared.equalInThree", { equal, of }) : t("ui:compared.equalInAll", { equal, of, rows });
}
