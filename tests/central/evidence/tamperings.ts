/** Ways to change an evidence pack, each at a random place of it. */
import { canonicalJson } from "#shared/canonicalJson.ts";
import type { Dice } from "#tests/scripts/verify/dice.ts";

type Json = null | boolean | number | string | Json[] | { [name: string]: Json };
/** `part`: the part of the pack that was changed; null when it is the file as a whole. */
export type Tampered = { what: string; text: string; part: string | null };

type Step = string | number;

/** Every value in it with the way to it. */
function placesOf(value: Json, way: Step[] = []): Step[][] {
  if (value === null || typeof value !== "object") return [way];
  const entries: [Step, Json][] = Array.isArray(value) ? [...value.entries()] : Object.entries(value);
  return [...(way.length === 0 ? [] : [way]), ...entries.flatMap(([name, inner]) => placesOf(inner, [...way, name]))];
}

type Holder = Record<Step, Json>;

export function tamper(text: string, dice: Dice): Tampered {
  if (dice.below(8) === 0) return tamperText(text, dice);
  const pack = JSON.parse(text) as Json;
  const way = dice.pick(placesOf(pack));
  const holder = way.slice(0, -1).reduce((inner: unknown, step) => (inner as Holder)[step], pack) as Holder;
  const last = way.at(-1) as Step;
  const value = holder[last] as Json;
  const what = change(holder, last, value, dice);
  return { what: `${way.join(".")}: ${what}`, text: `${canonicalJson(pack)}\n`, part: String(way[0]) };
}

function change(holder: Holder, last: Step, value: Json, dice: Dice): string {
  if (dice.below(6) === 0) {
    if (Array.isArray(holder)) holder.splice(Number(last), 1);
    else delete holder[last];
    return "removed";
  }
  if (Array.isArray(value) && value.length > 1 && canonicalJson(value[0]) !== canonicalJson(value.at(-1))) {
    value.reverse();
    return canonicalJson(value) === canonicalJson([...value].reverse()) ? replaced(holder, last) : "turned round";
  }
  if (typeof value === "string" && value !== "") {
    const at = dice.below(value.length);
    const other = value[at] === "0" ? "1" : "0";
    holder[last] = value.slice(0, at) + other + value.slice(at + 1);
    return `character ${at}`;
  }
  if (typeof value === "number") holder[last] = value + 1;
  else if (typeof value === "boolean") holder[last] = !value;
  else return replaced(holder, last);
  return "another value";
}

function replaced(holder: Holder, last: Step): string {
  holder[last] = "something else";
  return "replaced";
}

function tamperText(text: string, dice: Dice): Tampered {
  const at = dice.below(text.length);
  const ways: [string, string][] = [
    ["cut off", text.slice(0, at)],
    ["a space", `${text.slice(0, at)} ${text.slice(at)}`],
    ["a character twice", text.slice(0, at) + (text[at] ?? "") + text.slice(at)],
    ["a name twice", text.replace("{", '{"type":"deposit-desk/evidence-pack/1",')],
  ];
  const [what, changed] = dice.pick(ways);
  return { what: `${what} at ${at}`, text: changed, part: null };
}
