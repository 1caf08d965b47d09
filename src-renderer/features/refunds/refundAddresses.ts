/** Which of a client's addresses a refund may go to, and the words for why not (R20.1). */
import type { WalletAddress } from "#shared/contract/address.ts";
import type { Currency } from "#shared/contract/currency.ts";
import type { Deposit } from "#shared/contract/deposit.ts";
import { EVM_ADDRESS_PATTERN, equalCharacters, isForbiddenAddress, sameAddress } from "#shared/domain/addresses.ts";
import { ADDRESS_STATUS_LABELS, statusLabel } from "#shared/domain/statuses.ts";

export type AddressChoice = {
  address: WalletAddress;
  /** null: may be chosen */
  whyNot: string | null;
  /** the deposit came from here */
  isSource: boolean;
};

/** What must be true of an address beside its own row. `now` is RFC 3339 UTC. */
export type ChoiceContext = { deposit: Deposit; currency: Currency | null; now: string };

/** The choices in the order of use: those that may be chosen first, the deposit's source leading. */
export function addressChoices(addresses: readonly WalletAddress[], context: ChoiceContext): AddressChoice[] {
  return addresses
    .map((address) => ({
      address,
      whyNot: whyNotRefundAddress(address, context),
      isSource: sameAddress(address.address, context.deposit.sourceAddress),
    }))
    .sort((left, right) => rank(left) - rank(right));
}

/** The path to a verified address is part of the words: the guide wants the operator to know what to do. */
export function whyNotRefundAddress(address: WalletAddress, { deposit, currency, now }: ChoiceContext): string | null {
  if (address.customerNo !== deposit.customerNo) return `It belongs to another client, ${address.customerNo}.`;
  if (address.network !== deposit.network)
    return `It is on ${address.network}; this deposit is on ${deposit.network}, and a refund stays on its network.`;
  if (isForbiddenAddress(address.address)) return "Money sent there is lost for ever.";
  if (currency?.contractAddress != null && sameAddress(address.address, currency.contractAddress))
    return `It is the contract of ${currency.code} itself. Money sent there is lost.`;
  if (sameAddress(address.address, deposit.destinationAddress)) return "It is the broker's own deposit address.";
  if (address.status !== "VERIFIED")
    return `${statusLabel(ADDRESS_STATUS_LABELS, address.status)}. ${pathToVerified(address.status)}`;
  if (address.expiresAt !== null && address.expiresAt <= now)
    return "Its proof is too old. It must be verified again under Addresses.";
  if (address.cooldownUntil !== null && address.cooldownUntil > now)
    return "It was verified too recently and is in its cool-down.";
  return null;
}

/** What is left to do until an address in this status may be paid to. */
export function pathToVerified(status: string): string {
  switch (status) {
    case "NOT_VERIFIED":
      return "Start its proof under Addresses; then a supervisor whitelists it.";
    case "VERIFICATION_IN_PROGRESS":
      return "Its proof is running; then a supervisor whitelists it.";
    case "PENDING_WHITELIST_APPROVAL":
      return "Its proof is valid; a supervisor must whitelist it.";
    case "REVERIFICATION_REQUIRED":
      return "Prove it again under Addresses; then a supervisor whitelists it.";
    case "REJECTED":
    case "REVOKED":
      return "It can never be used. The client must name another one.";
    default:
      return "This version does not know the status and offers nothing.";
  }
}

export type StatedCheck =
  | { kind: "EMPTY" }
  | { kind: "NOT_AN_ADDRESS"; text: string }
  | { kind: "EQUAL"; address: WalletAddress; text: string }
  | { kind: "NOT_USABLE"; address: WalletAddress; text: string }
  | { kind: "UNKNOWN"; text: string }
  | { kind: "DIFFERS"; address: WalletAddress; equal: number; of: number; text: string };

/**
 * Compares the address that the client stated with the address book, whole and place by place.
 * `chosen` is the address selected in the form, if any.
 */
export function checkStatedAddress(
  stated: string,
  choices: readonly AddressChoice[],
  chosen: WalletAddress | null,
): StatedCheck {
  const text = stated.replace(/\s+/g, "");
  if (text === "") return { kind: "EMPTY" };
  if (!EVM_ADDRESS_PATTERN.test(text))
    return { kind: "NOT_AN_ADDRESS", text: "An address is 0x and 40 hex digits, nothing else." };
  const match = choices.find((choice) => sameAddress(choice.address.address, text));
  if (match === undefined)
    return {
      kind: "UNKNOWN",
      text: "Not in this client's address book. Add and verify it under Addresses before it can be paid to.",
    };
  if (match.whyNot !== null) return { kind: "NOT_USABLE", address: match.address, text: match.whyNot };
  if (chosen !== null && chosen.id !== match.address.id) {
    const { equal, of } = equalCharacters(text, chosen.address);
    return {
      kind: "DIFFERS",
      address: match.address,
      equal,
      of,
      text: `Only ${equal} of ${of} characters equal the chosen address.`,
    };
  }
  return { kind: "EQUAL", address: match.address, text: "40 of 40 characters equal the Verified address." };
}

function rank(choice: AddressChoice): number {
  return (choice.whyNot === null ? 0 : 2) + (choice.isSource ? 0 : 1);
}
