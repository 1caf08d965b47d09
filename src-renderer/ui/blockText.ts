/** A block number in groups of three, as text: it never becomes a number. */
export function blockText(blockNumber: string): string {
  return blockNumber.replace(/\B(?=(\d{3})+$)/g, ",");
}
