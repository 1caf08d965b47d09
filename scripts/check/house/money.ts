/**
 * Names that hold money: decimal strings or bigints, which floating point would round. `value` is one only where it is a
 * transaction's value.
 */
const MONEY = /(amount|balance|wei|fee|baseUnits|gasPrice|allowance)s?$/i;
const MONEY_OF_CHAINS = /^(value|valueWei|txValue)$/;
const CHAIN_ROOMS = [
  "src-main/chain/",
  "src-main/signer/",
  "src-main/refunds/",
  "src-central/chain/",
  "src-shared/domain/",
];

export function isMoneyName(name: string, file: string): boolean {
  return MONEY.test(name) || (MONEY_OF_CHAINS.test(name) && CHAIN_ROOMS.some((room) => file.startsWith(room)));
}

/** Functions that turn what they get into a floating-point number. */
export function isFloatingCall(name: string): boolean {
  return (
    ["Number", "parseFloat", "parseInt", "Number.parseFloat", "Number.parseInt"].includes(name) ||
    name.startsWith("Math.")
  );
}
