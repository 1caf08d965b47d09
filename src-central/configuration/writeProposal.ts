/** A proposal of any kind is written down: one at a time, with what it would change (R4.4). */
import { appendEvent } from "#central/audit/appendEvent.ts";
import { asPerson, type BookContext, newId, now, personOf } from "#central/context.ts";
import { isUniqueViolation } from "#central/store/inTransaction.ts";
import { AppError } from "#shared/errors.ts";
import type { ConfigurationVersionRow } from "./toCurrency.ts";

export type Proposal = Pick<
  ConfigurationVersionRow,
  "kind" | "network" | "currency" | "payload" | "effectiveFrom" | "remarks"
>;

/** What it would change goes into the log with it. Throws CONFIGURATION_STATE while another proposal of its kind waits. */
export async function writeProposal(
  context: BookContext,
  { kind, network, currency, payload, effectiveFrom, remarks }: Proposal,
  seen: { before: unknown; detail: Record<string, string> },
): Promise<ConfigurationVersionRow> {
  const versions = await context.books.configurationVersions(kind, network, currency);
  const waiting = versions.find(({ status }) => status === "PROPOSED");
  if (waiting)
    throw new AppError("CONFIGURATION_STATE", `Version ${waiting.number} waits for a decision; it has to end first`);
  const row = await context.books
    .insertConfigurationVersion({
      ...{ id: newId(context), kind, network, currency, number: (versions.at(-1)?.number ?? 0) + 1, payload },
      ...{ status: "PROPOSED", proposedBy: asPerson(personOf(context)), proposedAt: now(context), remarks },
      ...{ decidedBy: null, decidedAt: null, decisionRemarks: null, effectiveFrom, version: 1 },
    })
    .catch((error: unknown) => {
      if (
        isUniqueViolation(error, "configuration_versions_open") ||
        isUniqueViolation(error, "configuration_versions_number")
      )
        throw new AppError("CONFIGURATION_STATE", "Somebody proposed a version at the same moment", { cause: error });
      throw error;
    });
  await appendEvent(context, {
    action: "configuration.proposed",
    entity: "configuration",
    entityId: row.id,
    entityNo: versionNo(row),
    toStatus: row.status,
    before: seen.before,
    after: payload,
    remarks,
    detail: { ...seen.detail, effectiveFrom: effectiveFrom ?? "when approved" },
  });
  return row;
}

const KIND_WORDS = { PAYMENT_LIMITS: "limits", CURRENCY: "rules", NETWORK: "rules" } as const;

/** "USDT on DEVNET, limits 3", as people and the log call a version. */
export function versionNo(row: Pick<ConfigurationVersionRow, "kind" | "network" | "currency" | "number">): string {
  const about = row.kind === "NETWORK" ? row.network : `${row.currency} on ${row.network}`;
  return `${about}, ${KIND_WORDS[row.kind]} ${row.number}`;
}
