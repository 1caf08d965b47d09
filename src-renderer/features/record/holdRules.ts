/** Who may do what about a hold, and why not. Source: requirements, "Roles and permissions". */
import type { HoldProposal } from "#shared/contract/deposit.ts";
import { whyNotPermitted, type ActionContext, type Refusal } from "#shared/domain/deposits.ts";

const OFFLINE = { code: "OFFLINE", text: "This needs a connection." } as const;

/** `possible`: what fits the record; undefined while that is asked. */
export function whyNotPropose(possible: readonly string[] | undefined, context: ActionContext): Refusal {
  const lacking = whyNotPermitted("Hold.Propose", context);
  if (lacking) return lacking;
  if (!context.online) return OFFLINE;
  if (possible === undefined) return { code: "STATUS", text: "What fits is being looked up." };
  return possible.length === 0 ? { code: "STATUS", text: "Only compliance decides about this record." } : null;
}

export function whyNotDecideHold(proposal: HoldProposal, context: ActionContext, userId: string): Refusal {
  const lacking = whyNotPermitted("Hold.Decide", context);
  if (lacking) return lacking;
  if (proposal.by.id === userId)
    return { code: "PERMISSION", text: "You proposed this yourself. Another person decides." };
  return context.online ? null : OFFLINE;
}

export function whyNotBlock(context: ActionContext): Refusal {
  return whyNotPermitted("Hold.Decide", context) ?? (context.online ? null : OFFLINE);
}
