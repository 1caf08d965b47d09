import type { rightsChanges } from "#central/store/tables.ts";
import type { RightsChange } from "#shared/contract/account.ts";

export function toRightsChange(
  row: typeof rightsChanges.$inferSelect,
  user: { id: string; displayName: string },
): RightsChange {
  const { userId, basedOn, ...wire } = row;
  return { ...wire, user: { id: user.id, name: user.displayName } };
}
