import type { Application } from "#shared/contract/application.ts";
import type { applications } from "#central/store/tables.ts";

export type ApplicationRow = typeof applications.$inferSelect;

export function toApplication(row: ApplicationRow): Application {
  const { requestHash, createdAt, ...wire } = row;
  return wire;
}
