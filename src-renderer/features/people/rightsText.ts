/** Rights of accounts in words, and who may change them. */
import type { Account, AccountRights, RightsChange } from "#shared/contract/account.ts";
import { whyNotPermitted, type ActionContext, type Refusal } from "#shared/domain/deposits.ts";
import { effectivePermissions } from "#shared/domain/permissions.ts";
import { permissionsGiven } from "#shared/domain/rights.ts";
import { t } from "#renderer/i18n/t.ts";
import { codeLabel } from "#renderer/i18n/codeLabel.ts";
import { listText } from "#renderer/i18n/listText.ts";

/** "Operator, Supervisor and Evidence" */
export function rightsText({ roles, grants, disabled }: AccountRights): string {
  if (disabled) return t("people:rights.shutOut");
  const named = [
    ...roles.map((role) => codeLabel("role", role)),
    ...grants.map((right) => t("people:rights.grant", { right })),
  ];
  return named.length === 0 ? t("people:rights.none") : listText(named);
}

/** Each permission that the change gives, and each that it takes. */
export function difference(before: AccountRights, after: AccountRights): { gives: string[]; takes: string[] } {
  return { gives: permissionsGiven(before, after), takes: permissionsGiven(after, before) };
}

/** What the account holds through its roles: those need not be given one by one. */
export function heldByRoles({ roles }: Pick<AccountRights, "roles">): ReadonlySet<string> {
  return new Set(effectivePermissions(roles, []));
}

export function whyNotChange(account: Account, context: ActionContext, userId: string): Refusal {
  const lacking = whyNotManage(context);
  if (lacking !== null) return lacking;
  if (account.id === userId) return { code: "PERMISSION", text: t("people:rights.own") };
  return null;
}

/** Whoever proposed withdraws; whose rights they are has no word in it. */
export function whyNotDecide(change: RightsChange, context: ActionContext, userId: string): Refusal {
  const lacking = whyNotManage(context);
  if (lacking !== null) return lacking;
  if (change.user.id === userId) return { code: "PERMISSION", text: t("people:rights.ownDecide") };
  return null;
}

export function whyNotManage(context: ActionContext): Refusal {
  const offline = { code: "OFFLINE", text: t("common:needsConnection") } as const;
  return whyNotPermitted("Users.Manage", context) ?? (context.online ? null : offline);
}
