/** A person proposes a version of a configuration; nothing changes until another one approves it (R4.4). */
import { appendEvent } from "#central/audit/appendEvent.ts";
import { asPerson, type BookContext, newId, now, personOf } from "#central/context.ts";
import { loadRules } from "#central/refunds/loadRules.ts";
import { isUniqueViolation } from "#central/store/inTransaction.ts";
import type { ConfigurationProposal, ConfigurationVersion } from "#shared/contract/configuration.ts";
import { whyLimitsAreUnsound } from "#shared/domain/limits.ts";
import { AppError } from "#shared/errors.ts";
import { limitsNow } from "./limitsNow.ts";

/** Throws LIMITS_UNSOUND, CONFIGURATION_STATE when another proposal waits, NOT_FOUND for a currency that is not configured. */
export async function proposeVersion(
  context: BookContext,
  proposal: ConfigurationProposal,
): Promise<ConfigurationVersion> {
  const { kind, network, currency, payload, effectiveFrom, remarks } = proposal;
  const rules = await loadRules(context, { network, currency });
  const unsound = whyLimitsAreUnsound(payload);
  if (unsound !== null)
    throw new AppError("LIMITS_UNSOUND", unsound, {
      extra: { errors: [{ pointer: "/payload", code: "LIMITS_UNSOUND", detail: unsound }] },
    });
  const versions = await context.books.configurationVersions(kind, network, currency);
  const waiting = versions.find(({ status }) => status === "PROPOSED");
  if (waiting)
    throw new AppError("CONFIGURATION_STATE", `Version ${waiting.number} waits for a decision; it has to end first`);
  const before = await limitsNow(context, rules);
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
    entityNo: `${currency} on ${network}, limits ${row.number}`,
    toStatus: row.status,
    before: before.limits,
    after: payload,
    remarks,
    detail: { before: `version ${before.number}`, effectiveFrom: effectiveFrom ?? "when approved" },
  });
  return row;
}
