/** The refund address of the intent against the address book of this computer, as a supervisor must know it before he approves (I12). */
import type { WalletAddress } from "#shared/contract/address.ts";
import type { Refund } from "#shared/contract/refund.ts";
import { equalCharacters } from "#shared/domain/addresses.ts";
import { t } from "#renderer/i18n/t.ts";
import { codeLabel } from "#renderer/i18n/codeLabel.ts";

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
      ? { address, state: "READING", text: t("approvals:address.why.reading") }
      : { address, state: "WRONG", text: t("approvals:address.why.missing") };
  const { equal, of } = equalCharacters(refund.intent.to, address.address);
  if (equal !== of) return { address, state: "WRONG", text: t("approvals:address.why.other") };
  if (address.customerNo !== refund.customerNo || address.network !== refund.network)
    return { address, state: "WRONG", text: t("approvals:address.why.foreign") };
  if (address.status !== "VERIFIED")
    return {
      address,
      state: "WRONG",
      text: t("approvals:address.why.status", { status: codeLabel("address", address.status) }),
    };
  return { address, state: "EQUAL", text: null };
}
