/** Who may change the configuration, and why not (R4.4: another person decides). */
import type { LimitsVersion } from "#shared/contract/configuration.ts";
import { whyNotPermitted, type ActionContext, type Refusal } from "#shared/domain/deposits.ts";
import { t } from "#renderer/i18n/t.ts";

const offline = () => ({ code: "OFFLINE", text: t("common:needsConnection") }) as const;

export function whyNotPropose(context: ActionContext): Refusal {
  return whyNotPermitted("Configuration.Propose", context) ?? (context.online ? null : offline());
}

/** Whoever proposed withdraws; anybody else with the right decides. */
export function whyNotDecide(
  proposed: Pick<LimitsVersion, "proposedBy">,
  context: ActionContext,
  userId: string,
): Refusal {
  const own = proposed.proposedBy.id === userId;
  const lacking = whyNotPermitted(own ? "Configuration.Propose" : "Configuration.Approve", context);
  return lacking ?? (context.online ? null : offline());
}
