/**
 * State machines as data. A transition is allowed only when the table lists it for this status, this actor may make it,
 * and every one of its guards is *proven* true: a guard that nobody looked at counts as failed.
 */
import type { Permission } from "./permissions.ts";

/** Who moves the record, in the words of the tables. CLIENT_VIA_CENTRAL and SYSTEM are the central service itself. */
export type Actor = "CLIENT_VIA_CENTRAL" | "SYSTEM" | "OPERATOR" | "SUPERVISOR" | "EXECUTOR";

export type Transition<Id extends string, Status extends string, Guard extends string> = {
  readonly id: Id;
  /** null: the record does not exist yet */
  readonly from: Status | null;
  readonly to: Status;
  readonly actor: Actor;
  /** the right a person needs; null when the central service itself is the actor */
  readonly permission: Permission | null;
  readonly guards: readonly Guard[];
  /** action code of the audit event written in the same transaction */
  readonly log: string;
};

export type Machine<Id extends string, Status extends string, Guard extends string> = {
  readonly name: string;
  readonly statuses: readonly Status[];
  readonly transitions: readonly Transition<Id, Status, Guard>[];
  /** what each guard means, in words for people */
  readonly guardTexts: Readonly<Record<Guard, string>>;
};

/** Who asks: the central service itself, or a person with rights. */
export type Mover = { kind: "SYSTEM" } | { kind: "PERSON"; permissions: ReadonlySet<string> };
export const SYSTEM: Mover = { kind: "SYSTEM" };

export type Facts<Guard extends string> = Partial<Record<Guard, boolean>>;

export type Verdict<Id extends string, Status extends string, Guard extends string> =
  | { allowed: true; transition: Transition<Id, Status, Guard> }
  | { allowed: false; why: "NOT_LISTED" }
  | { allowed: false; why: "NOT_THIS_STATUS"; from: Status | null }
  | { allowed: false; why: "NOT_THIS_ACTOR"; permission: Permission | null }
  | { allowed: false; why: "GUARD"; guard: Guard; text: string };

/** Judges one transition by its id. Pure: changes nothing. */
export function judge<Id extends string, Status extends string, Guard extends string>(
  machine: Machine<Id, Status, Guard>,
  id: Id,
  status: Status | null,
  mover: Mover,
  facts: Facts<Guard>,
): Verdict<Id, Status, Guard> {
  const transition = machine.transitions.find((candidate) => candidate.id === id);
  if (!transition) return { allowed: false, why: "NOT_LISTED" };
  if (transition.from !== status) return { allowed: false, why: "NOT_THIS_STATUS", from: transition.from };
  if (!mayMove(transition.permission, mover))
    return { allowed: false, why: "NOT_THIS_ACTOR", permission: transition.permission };
  for (const guard of transition.guards)
    if (facts[guard] !== true) return { allowed: false, why: "GUARD", guard, text: machine.guardTexts[guard] };
  return { allowed: true, transition };
}

function mayMove(permission: Permission | null, mover: Mover): boolean {
  if (permission === null) return mover.kind === "SYSTEM";
  return mover.kind === "PERSON" && mover.permissions.has(permission);
}

/** Every transition that leaves this status. An unknown status (of a newer central service) has none, so every action is disabled on it. */
export function transitionsFrom<Id extends string, Status extends string, Guard extends string>(
  machine: Machine<Id, Status, Guard>,
  status: string | null,
): readonly Transition<Id, Status, Guard>[] {
  return machine.transitions.filter((transition) => transition.from === status);
}

export function isTerminal<Status extends string>(machine: Machine<string, Status, string>, status: Status): boolean {
  return transitionsFrom(machine, status).length === 0;
}
