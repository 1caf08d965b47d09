/** A person proposes limits of refunds; nothing changes until another one approves them (R4.4). */
import type { BookContext } from "#central/context.ts";
import { loadRules } from "#central/refunds/loadRules.ts";
import type { ConfigurationProposal, LimitsVersion } from "#shared/contract/configuration.ts";
import { whyLimitsAreUnsound } from "#shared/domain/limits.ts";
import { AppError, invariant } from "#shared/errors.ts";
import { limitsNow } from "./limitsNow.ts";
import { isVersionOf } from "./toCurrency.ts";
import { writeProposal } from "./writeProposal.ts";

/** Throws LIMITS_UNSOUND, CONFIGURATION_STATE when another proposal waits, NOT_FOUND for a currency that is not configured. */
export async function proposeLimits(context: BookContext, proposal: ConfigurationProposal): Promise<LimitsVersion> {
  const { network, currency, payload } = proposal;
  const rules = await loadRules(context, { network, currency });
  const unsound = whyLimitsAreUnsound(payload);
  if (unsound !== null)
    throw new AppError("LIMITS_UNSOUND", unsound, {
      extra: { errors: [{ pointer: "/payload", code: "LIMITS_UNSOUND", detail: unsound }] },
    });
  const before = await limitsNow(context, rules);
  const row = await writeProposal(context, proposal, {
    before: before.limits,
    detail: { before: `version ${before.number}` },
  });
  invariant(isVersionOf("PAYMENT_LIMITS", row), "limits were proposed");
  return row;
}
