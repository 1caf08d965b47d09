import type { Affected } from "#shared/contract/configuration.ts";

const counted = (count: number, one: string, many: string) => `${count} ${count === 1 ? one : many}`;

/** Whom a change meets, in words (R4.3). */
export function affectedText({ openRecords, openRefunds }: Affected): string {
  const records = counted(openRecords, "open record", "open records");
  const refunds = counted(openRefunds, "open refund", "open refunds");
  return `${records} and ${refunds} stay as they are and keep the rules under which they began; new applications become abnormal, and refunds that are not signed yet are held.`;
}
