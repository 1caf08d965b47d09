/** Would the refund reach its address? Tried on the chain without sending anything, before the request is written (R20.9). */
import type { ChainReader, Simulation, SimulationRequest } from "#central/chain/ChainReader.ts";
import type { BookRooms } from "#central/context.ts";
import { loadDeposit } from "#central/deposits/loadDeposit.ts";
import type { RefundInput } from "#shared/contract/refund.ts";
import { AppError } from "#shared/errors.ts";
import { toBaseUnits } from "#shared/money.ts";
import { chainOf, loadRules } from "./loadRules.ts";

export type Payment = Omit<SimulationRequest, "from">;
export type TrialRun = Payment & Omit<Simulation, "gas">;

/**
 * Tries the approved signing keys of the network first, then the wallet that received the deposit: who really pays is decided at
 * execution, but whether payee and token take the payment does not depend on it. `refused` means that they do not.
 * Throws NOT_FOUND, AMOUNT_INVALID or CHAIN_UNAVAILABLE.
 */
export async function trialRun(rooms: BookRooms, input: RefundInput & { depositId: string }): Promise<TrialRun> {
  const deposit = await loadDeposit(rooms, input.depositId);
  const { currency } = await loadRules(rooms, deposit);
  const address = await rooms.books.address(input.refundAddressId);
  if (!address) throw new AppError("NOT_FOUND", "There is no such wallet address");
  const payment: Payment = {
    to: address.address,
    contractAddress: currency.contractAddress,
    value: toBaseUnits(input.amount, currency.decimals),
  };
  const keys = await rooms.books.approvedSigners();
  const payers = keys.filter(({ networks }) => networks.includes(deposit.network)).map((key) => key.address);
  const outcome = await firstThatWorks(chainOf(rooms, deposit.network), payment, [
    ...payers,
    deposit.destinationAddress,
  ]);
  return { ...payment, ...outcome };
}

async function firstThatWorks(chain: ChainReader, payment: Payment, payers: readonly string[]) {
  let last: Omit<Simulation, "gas"> = {
    ok: false,
    refused: false,
    detail: "no approved signing key holds enough yet, so the payment could not be tried",
  };
  for (const from of payers) {
    if ((await chain.balanceOf(payment.contractAddress, from)) < payment.value) continue;
    const { ok, refused, detail } = await chain.simulateTransfer({ from, ...payment });
    last = { ok, refused, detail };
    if (ok) break;
  }
  return last;
}
