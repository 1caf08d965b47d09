/** What a workstation refused by itself comes into the same log as what was refused here (R3.3). */
import { type BookContext, personOf } from "#central/context.ts";
import type { BodyOf, http, ResponseOf } from "#shared/contract/http.ts";
import { appendEvent } from "./appendEvent.ts";

/** Of the person who was signed in there; the workstation's own times and counts stand beside the log's time. */
export async function recordRefusals(
  context: BookContext,
  { refusals, dropped }: BodyOf<typeof http.audit.report>,
): Promise<ResponseOf<typeof http.audit.report>> {
  const { workstationId } = personOf(context);
  const about = { action: "workstation.refused", entity: "workstation", entityId: workstationId };
  for (const { call, code, missingPermission, times, at } of refusals)
    await appendEvent(context, { ...about, reasonCode: code, after: { call, missingPermission, times, at } });
  // More than a person can do: somebody should ask that workstation's own log.
  if (dropped > 0) await appendEvent(context, { ...about, reasonCode: "RATE_LIMITED", after: { dropped } });
  return { recorded: refusals.length };
}
