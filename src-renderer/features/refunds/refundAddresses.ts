/** Which of a client's addresses a refund may go to, and the words for why not (R20.1). */
import type { WalletAddress } from "#shared/contract/address.ts";
import type { Currency } from "#shared/contract/currency.ts";
import type { Deposit } from "#shared/contract/deposit.ts";
import { EVM_ADDRESS_PATTERN, equalCharacters, isForbiddenAddress, sameAddress } from "#shared/domain/addresses.ts";
import { codeLabel } from "#renderer/i18n/codeLabel.ts";
import { t } from "#renderer/i18n/t.ts";

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
  if (address.customerNo !== deposit.customerNo) return t("request:whyNot.otherClient", { no: address.customerNo });
  if (address.network !== deposit.network)
    return t("request:whyNot.otherNetwork", { network: address.network, own: deposit.network });
  if (isForbiddenAddress(address.address)) return t("request:whyNot.forbidden");
  if (currency?.contractAddress != null && sameAddress(address.address, currency.contractAddress))
    return t("request:whyNot.contract", { currency: currency.code });
  if (sameAddress(address.address, deposit.destinationAddress)) return t("request:whyNot.own");
  if (address.status !== "VERIFIED")
    return t("request:whyNot.status", {
      status: codeLabel("address", address.status),
      path: pathToVerified(address.status),
    });
  if (address.expiresAt !== null && address.expiresAt <= now) return t("request:whyNot.tooOld");
  if (address.cooldownUntil !== null && address.cooldownUntil > now) return t("request:whyNot.coolDown");
  return null;
}

/** What is left to do until an address in this status may be paid to. */
export function pathToVerified(status: string): string {
  switch (status) {
    case "NOT_VERIFIED":
    case "VERIFICATION_IN_PROGRESS":
    case "PENDING_WHITELIST_APPROVAL":
    case "REVERIFICATION_REQUIRED":
      return t(`request:toVerified.${status}`);
    case "REJECTED":
    case "REVOKED":
      return t("request:toVerified.never");
    default:
      return t("request:toVerified.unknown");
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
  if (!EVM_ADDRESS_PATTERN.test(text)) return { kind: "NOT_AN_ADDRESS", text: t("request:address.malformed") };
  const match = choices.find((choice) => sameAddress(choice.address.address, text));
  if (match === undefined)
    return {
      kind: "UNKNOWN",
      text: t("request:address.unknown"),
    };
  if (match.whyNot !== null) return { kind: "NOT_USABLE", address: match.address, text: match.whyNot };
  if (chosen !== null && chosen.id !== match.address.id) {
    const { equal, of } = equalCharacters(text, chosen.address);
    return {
      kind: "DIFFERS",
      address: match.address,
      equal,
      of,
      text: t("request:address.differs", { equal, of }),
    };
  }
  return { kind: "EQUAL", address: match.address, text: t("request:address.equal") };
}

function rank(choice: AddressChoice): number {
  return (choice.whyNot === null ? 0 : 2) + (choice.isSource ? 0 : 1);
}
