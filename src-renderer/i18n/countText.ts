/** A count as people read it in all three languages: "4,182,077". Never for amounts, which are no numbers. */
export function countText(count: number): string {
  return count.toLocaleString("en-GB");
}
