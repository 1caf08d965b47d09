import type { SayReason } from "#shared/domain/reasons.ts";
import { administratorNames } from "#shared/domain/permissions.ts";
import { codeLabel } from "./codeLabel.ts";
import { t } from "./t.ts";

/** The wording of a missing right (R3.4). */
export function missingRightText(permission: string, administrators: readonly string[]): string {
  return t("reasons:permission", { permission, names: administratorNames(administrators) });
}

/** Why something may not be done, in the operator's language. */
export const sayReason: SayReason = (key, { deposit, refund, ...rest }) =>
  t(`reasons:${key}` as "reasons:approveOffline", {
    ...rest,
    ...(deposit === undefined ? {} : { status: codeLabel("deposit", deposit) }),
    ...(refund === undefined ? {} : { status: codeLabel("refund", refund) }),
  });
