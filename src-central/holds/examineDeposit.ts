/** Every check between a transfer and its credit (D13), as they stand now. R5.1: nothing is credited from an address that is not Verified. */
import { eq } from "drizzle-orm";

import { findAddress } from "#central/addresses/loadAddress.ts";
import { verificationOf } from "#central/addresses/showOnRecords.ts";
import { type Context, now } from "#central/context.ts";
import type { DepositRow } from "#central/deposits/toDeposit.ts";
import { isListStale, type Screening, screenAddresses } from "#central/refunds/screenAddress.ts";
import { customers } from "#central/store/tables.ts";
import { rulesOfRecord } from "#central/watcher/watchedRules.ts";
import type { Deposit } from "#shared/contract/deposit.ts";
import { amountDifference, compareAmounts } from "#shared/money.ts";

export type Findings = {
  checks: Deposit["checks"];
  screening: Screening;
  addressVerification: Deposit["addressVerification"];
};

/** The block is not asked about here: the caller has just read it again. */
export async function examineDeposit(context: Context, record: DepositRow): Promise<Findings> {
  const at = now(context);
  const { customerNo, network, sourceAddress, declaredAmount, receivedAmount } = record;
  const address = await findAddress(context, { customerNo, network, address: sourceAddress });
  const verified = address?.status === "VERIFIED" && (address.expiresAt === null || address.expiresAt > at);
  const screening = await screenAddresses(context, [sourceAddress]);
  const stale = await isListStale(context);
  const [customer] = await context.db.select().from(customers).where(eq(customers.customerNo, customerNo));
  const { mismatchTolerance } = await rulesOfRecord(context, record);
  const difference = receivedAmount === null ? null : amountDifference(receivedAmount, declaredAmount);
  const within = difference !== null && compareAmounts(difference.amount, mismatchTolerance) <= 0;
  const check = (code: string, passed: boolean, detail: string) => ({ code, passed, detail, at });
  return {
    screening,
    addressVerification: verificationOf(address),
    checks: [
      check(
        "DECLARED",
        record.applicationId !== null,
        record.applicationId === null ? "nobody announced it" : "announced by the client",
      ),
      check(
        "ADDRESS_VERIFIED",
        verified,
        verified ? "the source address is Verified for this client and network" : "the source address is not Verified",
      ),
      check(
        "SCREENING_CLEAR",
        screening.result === "CLEAR" && !stale,
        screening.result === "NOT_SCREENED"
          ? "no screening list is in force"
          : `list ${screening.listVersion}${stale ? ", which is older than its limit" : ""}`,
      ),
      check(
        "TRAVEL_RULE",
        customer?.travelRuleComplete === true,
        customer?.travelRuleComplete ? "complete" : "Travel Rule data is missing",
      ),
      check("AMOUNT", within, `received ${receivedAmount ?? "nothing"}, declared ${declaredAmount}`),
      check("BLOCK_CANONICAL", true, `block ${record.confirmations.blockNumber} read again`),
    ],
  };
}
