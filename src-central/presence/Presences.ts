/**
 * Who has what open, in the memory of this service alone: no row, no log, gone when it stops. It tells a person nothing but names of people who look at the
 * same thing, and only when he may see that thing himself.
 */
import { type Clock, instantOfMs, msOf } from "#central/clock.ts";
import type { Person } from "#shared/contract/common.ts";
import { type Presence, PRESENCE_MS } from "#shared/contract/presence.ts";

export type Presences = {
  /** `visitor` is seen there from now on for PRESENCE_MS; answers everybody else who is, who came first stands first */
  look(place: string, visitor: Person): Presence;
};

type Visit = { person: Person; sinceMs: number; untilMs: number };

export function openPresences(clock: Clock): Presences {
  const places = new Map<string, Map<string, Visit>>();
  return {
    look(place, visitor) {
      const nowMs = msOf(clock.now());
      leaveStale(places, nowMs);
      const visits = places.get(place) ?? new Map<string, Visit>();
      places.set(place, visits);
      const sinceMs = visits.get(visitor.id)?.sinceMs ?? nowMs;
      visits.set(visitor.id, { person: visitor, sinceMs, untilMs: nowMs + PRESENCE_MS });
      const others = [...visits.values()].filter(({ person }) => person.id !== visitor.id);
      others.sort((left, right) => left.sinceMs - right.sinceMs);
      return { others: others.map(({ person, sinceMs: since }) => ({ person, since: instantOfMs(since) })) };
    },
  };
}

function leaveStale(places: Map<string, Map<string, Visit>>, nowMs: number): void {
  for (const [place, visits] of places) {
    for (const [who, { untilMs }] of visits) if (untilMs <= nowMs) visits.delete(who);
    if (visits.size === 0) places.delete(place);
  }
}
