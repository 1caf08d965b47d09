import type { WalletAddressRow } from "#central/addresses/toWalletAddress.ts";
import type { DepositRow } from "#central/deposits/toDeposit.ts";
import type { RefundInput } from "#shared/contract/refund.ts";
import type { RefundIntent } from "#shared/domain/intent.ts";
import type { Facts } from "#shared/domain/machine.ts";
import type { RefundGuard } from "#shared/domain/refundMachine.ts";
import { compareAmounts } from "#shared/money.ts";

type Requested = {
  deposit: Pick<DepositRow, "version" | "status" | "activeRefundId" | "network">;
  address: Pick<WalletAddressRow, "status" | "network">;
  input: Pick<RefundInput, "network" | "identityCheck"> & { version: number };
  intent: Pick<RefundIntent, "amount" | "adjustmentReason" | "remainder">;
  depositAmount: string;
};

/**
 * What F3 asks for, looked at once more on what is about to be written: whatever was checked on the way, a request that breaks one of
 * these is refused by the table of transitions.
 */
export function requestFacts({ deposit, address, input, intent, depositAmount }: Requested): Facts<RefundGuard> {
  const difference = compareAmounts(intent.amount, depositAmount);
  return {
    online: true,
    depositVersionMatches: deposit.version === input.version,
    depositCredited: deposit.status === "CREDITED",
    refundLockFree: deposit.activeRefundId === null,
    addressVerified: address.status === "VERIFIED",
    networkMatches: address.network === deposit.network && input.network === deposit.network,
    amountWithinDeposit: difference <= 0 && compareAmounts(intent.amount, "0") > 0,
    adjustmentReasoned: difference === 0 || (intent.adjustmentReason !== null && intent.remainder !== null),
    identityChecked: input.identityCheck.addressConfirmed && input.identityCheck.noThirdParty,
    simulationOk: true,
  };
}
