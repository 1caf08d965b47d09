/** Which refusals of this workstation are worth a line in the central audit log: attempts, not accidents. */
import type { AppError, ErrorCode } from "#shared/errors.ts";
import type { LocalRefusal } from "#main/audit/refusalReports.ts";
import type { CallRule } from "./callRules.ts";

/** Refused by a gate in front of the call; whatever the page asks for. */
const AT_THE_GATE: ReadonlySet<ErrorCode> = new Set(["PERMISSION_DENIED", "SENDER_REFUSED"]);
/** Refused by a gate too, and an attempt only where money or rights are at stake: a search may be mistyped. */
const AT_THE_GATE_OF_COMMANDS: ReadonlySet<ErrorCode> = new Set(["NOT_SIGNED_IN", "INPUT_INVALID", "RATE_LIMITED"]);
/** Decided by the workstation in the middle of a command; the central service hears nothing of it. */
const WITHIN: ReadonlySet<ErrorCode> = new Set([
  "SIGNER_PIN_WRONG",
  "SIGNER_REFUSED",
  "REVIEW_CHANGED",
  "REVIEW_NOT_CONFIRMED",
  "FEE_ABOVE_CAP",
  "NODE_WRONG_CHAIN",
]);

/** @param atGate false: the call's own work threw it; what the central service refused, it has logged itself */
export function localRefusal(
  call: string,
  { code, extra }: AppError,
  { atGate, pace }: { atGate: boolean; pace: CallRule["pace"] },
): LocalRefusal | null {
  const told = atGate
    ? AT_THE_GATE.has(code) || (pace === "seldom" && AT_THE_GATE_OF_COMMANDS.has(code))
    : WITHIN.has(code);
  return told ? { call, code, missingPermission: extra.missingPermission ?? null } : null;
}
