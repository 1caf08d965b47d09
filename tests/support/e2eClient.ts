/** What the central service holds, for tests that look at the window from outside. */
import type { Deposit } from "#shared/contract/deposit.ts";
import type { Witness } from "#scripts/demo/witness.ts";

/** Every record, newest first. */
export async function allRecords(witness: Witness): Promise<Deposit[]> {
  const records: Deposit[] = [];
  let cursor: string | null = null;
  do {
    const after: string = cursor === null ? "" : `&cursor=${cursor}`;
    const page: { items: Deposit[]; nextCursor: string | null } = await witness.get(`/deposits?limit=200${after}`);
    records.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor !== null);
  return records;
}
