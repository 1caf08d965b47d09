/** The one gate through which every change of status goes: judge() of #shared, and its refusals in the words of the API. */
import { type Actor, actorMover } from "#central/context.ts";
import { type Facts, judge, type Machine, type Mover, type Transition } from "#shared/domain/machine.ts";
import { missingPermissionText } from "#shared/domain/permissions.ts";
import { statusLabel } from "#shared/domain/statuses.ts";
import { AppError, type ErrorCode } from "#shared/errors.ts";

/** How the refusals of one machine are called on the wire. */
export type RefusalCodes<Id extends string, Guard extends string> = {
  /** the record is in another status */
  status: ErrorCode;
  /** a better name for the same, where the contract has one */
  statusOf?: Partial<Record<Id, ErrorCode>>;
  labels: Readonly<Record<string, string>>;
  /** guards whose failure has a code of its own; every other is refused with the status code and its text */
  guards: Partial<Record<Guard, ErrorCode>>;
};

/**
 * The transition, when the table allows it. Throws the machine's state code (wrong status or failed guard),
 * PERMISSION_DENIED (not this actor), or the code that a guard has of its own.
 * `mover` is the context's actor unless the central service itself moves the record on somebody's command.
 */
export function requireTransition<Id extends string, Status extends string, Guard extends string>(
  context: { readonly actor: Actor },
  machine: Machine<Id, Status, Guard>,
  codes: RefusalCodes<Id, Guard>,
  id: Id,
  status: Status | null,
  facts: Facts<Guard>,
  mover: Mover = actorMover(context.actor),
): Transition<Id, Status, Guard> {
  const verdict = judge(machine, id, status, mover, facts);
  if (verdict.allowed) return verdict.transition;
  const stateCode = codes.statusOf?.[id] ?? codes.status;
  switch (verdict.why) {
    case "NOT_LISTED":
      throw new Error(`invariant broken: ${machine.name} has no transition ${id}`);
    case "NOT_THIS_STATUS":
      throw new AppError(
        stateCode,
        `Only "${words(codes, verdict.from)}" allows this; the ${machine.name} is "${words(codes, status)}"`,
      );
    case "NOT_THIS_ACTOR":
      throw verdict.permission === null
        ? new AppError("PERMISSION_DENIED", "Only the central service itself may do this")
        : new AppError("PERMISSION_DENIED", missingPermissionText(verdict.permission, []), {
            extra: { missingPermission: verdict.permission },
          });
    case "GUARD":
      throw new AppError(codes.guards[verdict.guard] ?? stateCode, `Refused: it is not the case that ${verdict.text}`);
  }
}

function words(codes: { labels: Readonly<Record<string, string>> }, status: string | null): string {
  return status === null ? "new" : statusLabel(codes.labels, status);
}
