/** The refund address of the intent against the address book of this computer, as a supervisor must know it before he approves (I12). */
import type { WalletAddress } from "#shared/contract/address.ts";
import type { Refund } from "#shared/contract/refund.ts";
import { equalCharacters } from "#shared/domain/addresses.ts";
import { ADDRESS_STATUS_LABELS, statusLabel } from "#shared/domain/statuses.ts";

export type AddressCheck = {
  /** null: not in the book */
  address: WalletAddress | null;
  /** EQUAL: may be approved. READING: not known yet, because the copy is incomplete. WRONG: never approved. */
  state: "EQUAL" | "READING" | "WRONG";
  /** what stands in the way of an approval */
  text: string | null;
};

/** `complete`: the address book was read to its end; before that nothing can be said to be missing. */
export function checkAddress(
  refund: Refund,
  book: readonly WalletAddress[] | undefined,
  complete: boolean,
): AddressCheck {
  const address = book?.find((one) => one.id === refund.refundAddressId) ?? null;
  if (address === null)
    return book === undefined || !complete
      ? { address, state: "READING", text: "the address book is still being read" }
      : { address, state: "WRONG", text: "the address book does not hold the refund address" };
  const { equal, of } = equalCharacters(refund.intent.to, address.address);
  if (equal !== of) return { address, state: "WRONG", text: "the refund address is not the one of the address book" };
  if (address.customerNo !== refund.customerNo || address.network !== refund.network)
    return { address, state: "WRONG", text: "the refund address is of another client or network" };
  if (address.status !== "VERIFIED")
    return {
      address,
      state: "WRONG",
      text: `the refund address is ${statusLabel(ADDRESS_STATUS_LABELS, address.status)}, no longer Verified`,
    };
  return { address, state: "EQUAL", text: null };
}
