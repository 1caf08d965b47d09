/** Records that left as a file come into the log: who, when, which, how many, and the hash by which the file is known again (feature 65). */
import { type BookContext, personOf } from "#central/context.ts";
import type { BodyOf, http, ResponseOf } from "#shared/contract/http.ts";
import { appendEvent } from "./appendEvent.ts";

/** The workstation's own time stands beside the log's: an export without a network is told later. */
export async function recordExport(
  context: BookContext,
  { filter, ...exported }: BodyOf<typeof http.audit.reportExport>,
): Promise<ResponseOf<typeof http.audit.reportExport>> {
  const { workstationId } = personOf(context);
  await appendEvent(context, {
    action: "records.exported",
    entity: "workstation",
    entityId: workstationId,
    remarks: filter === "" ? null : filter,
    after: exported,
  });
  return { recorded: 1 };
}
