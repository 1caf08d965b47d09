/** Who may do what about a hold, and why not. Source: requirements, "Roles and permissions". */
import type { HoldProposal } from "#shared/contract/deposit.ts";
import { whyNotPermitted, type ActionContext, type Refusal } from "#shared/domain/deposits.ts";
import { t } from "#renderer/i18n/t.ts";

const offline = (): Refusal => ({ code: "OFFLINE", text: t("common:needsConnection") });

/** `possible`: what fits the record; undefined while that is asked. */
export function whyNotPropose(possible: readonly string[] | undefined, context: ActionContext): Refusal {
  const lacking = whyNotPermitted("Hold.Propose", context);
  if (lacking) return lacking;
  if (!context.online) return offline();
  if (possible === undefined) return { code: "STATUS", text: t("record:hold.rules.lookingUp") };
  return possible.length === 0 ? { code: "STATUS", text: t("record:hold.rules.compliance") } : null;
}

export function whyNotDecideHold(proposal: HoldProposal, context: ActionContext, userId: string): Refusal {
  const lacking = whyNotPermitted("Hold.Decide", context);
  if (lacking) return lacking;
  if (proposal.by.id === userId) return { code: "PERMISSION", text: t("record:hold.rules.own") };
  return context.online ? null : offline();
}

export function whyNotBlock(context: ActionContext): Refusal {
  return whyNotPermitted("Hold.Decide", context) ?? (context.online ? null : offline());
}
