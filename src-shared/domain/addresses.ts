/** Addresses as text: strict form, groups of four, comparison, look-alikes. The checksum itself needs keccak and lives in the chain rooms. */

/** Exactly 0x and 40 hex digits: no ICAP, no ENS name, no missing prefix (chain page, "address input"). */
export const EVM_ADDRESS_PATTERN = /^0x[0-9a-fA-F]{40}$/;
export const TX_HASH_PATTERN = /^0x[0-9a-f]{64}$/;

/** Addresses at which money is lost: zero, the usual burn address, and the precompiles 0x01 to 0x11. */
export function isForbiddenAddress(address: string): boolean {
  const digits = address.slice(2).toLowerCase();
  if (digits === "0".repeat(40) || digits === `${"0".repeat(36)}dead`) return true;
  return /^0{38}(0[1-9a-f]|1[01])$/.test(digits);
}

export function sameAddress(left: string, right: string): boolean {
  return left.toLowerCase() === right.toLowerCase();
}

/** Address or hash in groups of four, without its 0x. */
export function groupsOfFour(text: string): string[] {
  return text.replace(/^0x/, "").match(/.{1,4}/g) ?? [];
}

/** How many characters after 0x are equal, place by place; the case counts, because it carries the checksum. */
export function equalCharacters(left: string, right: string): { equal: number; of: number; differingGroups: number[] } {
  const a = left.replace(/^0x/, "");
  const b = right.replace(/^0x/, "");
  const of = Math.max(a.length, b.length);
  let equal = 0;
  const differing = new Set<number>();
  for (let index = 0; index < of; index += 1) {
    if (a[index] === b[index]) equal += 1;
    else differing.add(Math.floor(index / 4));
  }
  return { equal, of, differingGroups: [...differing] };
}

/** R5.5: same first four and last four characters, other middle: the mark of a poisoned address. */
export function looksAlike(left: string, right: string): boolean {
  const a = left.toLowerCase();
  const b = right.toLowerCase();
  return a !== b && a.slice(2, 6) === b.slice(2, 6) && a.slice(-4) === b.slice(-4);
}

/** First 10 and last 8 characters, for grids only. */
export function shortHash(text: string): string {
  return text.length <= 20 ? text : `${text.slice(0, 10)}…${text.slice(-8)}`;
}
