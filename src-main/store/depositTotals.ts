/** How many records a search has and what they sum up to (R10.4). */
import { amountOfLimbs, LIMB_COLUMNS } from "./amountKey.ts";
import type { CacheReader } from "./cacheReader.ts";
import { joined } from "./depositConditions.ts";
import { besides, type DepositPlan, seedSql, SEEDS_MOST } from "./depositPlan.ts";

export type DepositTotals = { total: number; capped: boolean; sums: { currency: string; amount: string }[] | null };

const MORE_THAN_COUNTED: DepositTotals = { total: SEEDS_MOST, capped: true, sums: null };

/** Exact up to 10,000, then `capped`, without sums: counting ends with the 10,001st. */
export function depositTotals(
  reader: CacheReader,
  plan: DepositPlan,
  matches: readonly number[] | null,
): DepositTotals {
  const known = matches?.length ?? plan.known;
  if (known !== null && known > SEEDS_MOST) return MORE_THAN_COUNTED;
  if (known === 0) return { total: 0, capped: false, sums: [] };
  const where = matches === null ? joined([plan.counting, ...besides(plan.counting, plan)]) : seedSql(matches);
  const index = matches === null && plan.counting.index !== "" ? ` INDEXED BY ${plan.counting.index}` : "";
  const from = `FROM deposits d${index} WHERE ${where.sql} LIMIT ${SEEDS_MOST + 1}`;
  const total = known ?? countOf(reader, plan);
  if (total > SEEDS_MOST) return MORE_THAN_COUNTED;
  const sums = reader.tuples<[string, ...string[]]>(
    `SELECT currency, ${LIMB_SUMS} FROM (SELECT d.currency, ${LIMB_COLUMNS.join(", ")} ${from}) GROUP BY currency ORDER BY currency`,
    ...where.parameters,
  );
  return {
    total,
    capped: false,
    sums: sums.map(([currency, ...limbs]) => ({ currency, amount: amountOfLimbs(limbs) })),
  };
}

/** At most SEEDS_MOST + 1. Several walks are counted one after the other, the largest first: it alone is often enough, and its records lie close together. */
function countOf(reader: CacheReader, plan: DepositPlan): number {
  const parts = plan.countingParts.map((walk) => {
    const { sql, parameters } = joined([walk, ...besides(walk, plan)]);
    const index = walk.index === "" ? "" : ` INDEXED BY ${walk.index}`;
    return { sql: `SELECT 1 FROM deposits d${index} WHERE ${sql}`, parameters };
  });
  return reader.value<number>(
    `SELECT count(*) FROM (${parts.map(({ sql }) => sql).join(" UNION ALL ")} LIMIT ${SEEDS_MOST + 1})`,
    ...parts.flatMap(({ parameters }) => parameters),
  ) as number;
}

/** As text: a sum may be larger than JavaScript's numbers are exact. */
const LIMB_SUMS = LIMB_COLUMNS.map((column) => `CAST(sum(${column}) AS TEXT)`).join(", ");

/** Of a pasted list: the numbers that no record here has. */
export function missingNumbers(reader: CacheReader, asked: readonly string[]): string[] {
  if (asked.length === 0) return [];
  const numbers = JSON.stringify(asked.map((text) => text.trim().toUpperCase()));
  const found = new Set(
    reader.values<string>(
      "SELECT record_no FROM deposits WHERE record_no IN (SELECT value FROM json_each(?))",
      numbers,
    ),
  );
  return asked.filter((text) => !found.has(text.trim().toUpperCase()));
}
