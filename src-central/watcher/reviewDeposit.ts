/** D11 and the review that follows at once: D13 credit, D14 hold, D15 block. R5.1: nothing is credited from an address that is not Verified. */
import { and, asc, eq, inArray, sql } from "drizzle-orm";

import { asSystem, type Context, now } from "#central/context.ts";
import { lockDeposit } from "#central/deposits/loadDeposit.ts";
import { type DepositPatch, moveDeposit } from "#central/deposits/moveDeposit.ts";
import type { DepositRow } from "#central/deposits/toDeposit.ts";
import { isDepositCanonical, isTransferAsRecorded } from "#central/refunds/depositCanonical.ts";
import { oneByOne } from "#central/refunds/oneByOne.ts";
import { examineDeposit } from "#central/holds/examineDeposit.ts";
import { deposits } from "#central/store/tables.ts";
import { SYSTEM } from "#shared/domain/machine.ts";
import type { HoldReason } from "#shared/domain/statuses.ts";
import type { NetworkWatch } from "./NetworkWatch.ts";
import { rulesOfRecord } from "./watchedRules.ts";

const DUE = ["CONFIRMING", "UNDER_REVIEW"] as const;

/** Every record of the network that has its confirmations. */
export async function reviewDeposits(watch: NetworkWatch): Promise<void> {
  const { rooms, network, chain } = watch;
  const due = await rooms.database.db
    .select()
    .from(deposits)
    .where(
      and(
        eq(deposits.network, network),
        inArray(deposits.status, [...DUE]),
        sql`${deposits.confirmations} ->> 'blockHash' is not null`,
        sql`(${deposits.confirmations} ->> 'current')::int >= (${deposits.confirmations} ->> 'required')::int`,
      ),
    )
    .orderBy(asc(deposits.createdAt), asc(deposits.id));
  await oneByOne(due, async (record) => {
    const { decimals } = await rulesOfRecord(rooms.database, record);
    // Read again now, beyond what was seen when the transfer arrived: the last look before money counts as received.
    const canonical =
      (await isDepositCanonical(chain, record)) && (await isTransferAsRecorded(chain, record, decimals));
    if (canonical) await asSystem(rooms, (context) => review(context, record));
  });
}

async function review(context: Context, seen: DepositRow): Promise<void> {
  const record = await lockDeposit(context, seen.id);
  // What the chain was asked about is this block and no other.
  if (record.confirmations.blockHash !== seen.confirmations.blockHash) return;
  if (record.status !== "CONFIRMING" && record.status !== "UNDER_REVIEW") return;
  const { current, required, blockHash } = record.confirmations;
  const due =
    record.status === "UNDER_REVIEW"
      ? record
      : await moveDeposit(context, record, "D11", {
          facts: { confirmationsReached: current >= required },
          mover: SYSTEM,
          detail: { confirmations: `${current} of ${required}`, blockHash: blockHash ?? "" },
        });
  await decide(context, due);
}

async function decide(context: Context, record: DepositRow): Promise<void> {
  const findings = await examineDeposit(context, record);
  const passed = (code: string): boolean => findings.checks.find((check) => check.code === code)?.passed === true;
  const patch: DepositPatch = { ...findings };
  const detail = { screeningList: findings.screening.listVersion };
  if (findings.screening.result === "HIT") {
    await moveDeposit(context, record, "D15", {
      facts: { sanctionsHit: true },
      mover: SYSTEM,
      patch: { ...patch, holdReason: "SANCTIONS" },
      reasonCode: "SANCTIONS",
      detail,
    });
    return;
  }
  const reason = HOLDS.find(([code]) => !passed(code))?.[1] ?? null;
  if (reason !== null) {
    await moveDeposit(context, record, "D14", {
      facts: { checkFailed: true },
      mover: SYSTEM,
      patch: { ...patch, holdReason: reason },
      reasonCode: reason,
      detail: { ...detail, finding: findings.checks.find((check) => !check.passed)?.detail ?? "" },
    });
    return;
  }
  const ledgerRef = `LEDGER-${record.recordNo}`;
  await moveDeposit(context, record, "D13", {
    facts: {
      addressVerified: passed("ADDRESS_VERIFIED"),
      screeningClear: passed("SCREENING_CLEAR"),
      travelRuleComplete: passed("TRAVEL_RULE"),
      amountWithinTolerance: passed("AMOUNT"),
      blockCanonical: passed("BLOCK_CANONICAL"),
    },
    mover: SYSTEM,
    patch: { ...patch, holdReason: null, creditedAmount: record.receivedAmount, creditedAt: now(context), ledgerRef },
    detail: { ...detail, amount: record.receivedAmount ?? "", ledgerRef },
  });
}

/** Which failed check holds a record for what reason; the first counts. */
const HOLDS: readonly (readonly [string, HoldReason])[] = [
  ["DECLARED", "UNSOLICITED"],
  ["ADDRESS_VERIFIED", "UNVERIFIED_ADDRESS"],
  ["SCREENING_CLEAR", "SCREENING_ALERT"],
  ["TRAVEL_RULE", "TRAVEL_RULE_MISSING"],
  ["AMOUNT", "AMOUNT_MISMATCH"],
];
