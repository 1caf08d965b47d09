/** The deposit record of an application (guide, "Request Reception and Record Generation"): D1, and D2 at once when its source address is Verified. */
import { addAddress } from "#central/addresses/addAddress.ts";
import { findAddress } from "#central/addresses/loadAddress.ts";
import { startWaiting, verificationOf } from "#central/addresses/showOnRecords.ts";
import type { WalletAddressRow } from "#central/addresses/toWalletAddress.ts";
import { lapseAddress } from "#central/addresses/verifyAddress.ts";
import { HOUR_MS, later } from "#central/clock.ts";
import { type Context, now } from "#central/context.ts";
import { createDeposit } from "#central/deposits/moveDeposit.ts";
import type { DepositRow } from "#central/deposits/toDeposit.ts";
import { requiredConfirmations } from "#shared/domain/confirmations.ts";
import { SYSTEM } from "#shared/domain/machine.ts";
import type { Usable } from "./checkApplication.ts";
import type { ApplicationRow } from "./toApplication.ts";

/** `notDuplicate`: no other request is like it, or a person decided that it stands for itself. */
export async function generateRecord(
  context: Context,
  application: ApplicationRow,
  usable: Usable,
  notDuplicate: boolean,
): Promise<DepositRow> {
  const { network, currency, amount } = usable;
  const address = await sourceAddressOf(context, application, usable);
  const record = await createDeposit(
    context,
    "D1",
    {
      applicationId: application.id,
      customerNo: application.customerNo,
      customerName: usable.customerName,
      securitiesAccount: application.securitiesAccount,
      currency: currency.code,
      network: network.code,
      declaredAmount: amount,
      sourceAddress: usable.sourceAddress,
      destinationAddress: usable.destinationAddress,
      txHash: usable.txHash,
      addressVerification: verificationOf(address),
      confirmations: {
        current: 0,
        required: requiredConfirmations(amount, network, currency),
        blockNumber: null,
        blockHash: null,
        observedAt: null,
        orphanedAt: null,
      },
      checks: [],
      requestedAt: application.requestedAt,
      waitingUntil: later(now(context), currency.waitingWindowHours * HOUR_MS),
      configVersion: currency.version,
    },
    {
      facts: { requestArrived: true, notDuplicate },
      mover: SYSTEM,
      detail: { applicationNo: application.applicationNo, clientRequestId: application.clientRequestId },
    },
  );
  return address.status === "VERIFIED" ? startWaiting(context, record, address) : record;
}

/** The client's address as it stands now. One that is new becomes known; one whose proof no longer counts lapses (W7). */
async function sourceAddressOf(
  context: Context,
  application: ApplicationRow,
  { sourceAddress, network, currency }: Usable,
): Promise<WalletAddressRow> {
  const { customerNo } = application;
  const where = { customerNo, network: network.code, address: sourceAddress };
  const known = await findAddress(context, where);
  if (!known) return addAddress(context, { ...where, label: `Declared in ${application.applicationNo}` });
  const tooOld = known.expiresAt !== null && known.expiresAt <= now(context);
  return known.status === "VERIFIED" && (tooOld || currency.proofPerDeposit) ? lapseAddress(context, known.id) : known;
}
