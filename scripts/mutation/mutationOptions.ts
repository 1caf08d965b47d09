/** What the command line of the mutation tester says. */
import { parseArgs } from "node:util";
import { MONEY_ROOMS, type MoneyRoom } from "./moneyModules.ts";

/** `rooms` hold only the modules that were asked for. `fresh`: forget the results of earlier runs. */
export type MutationOptions = { rooms: readonly MoneyRoom[]; coverage: boolean; fresh: boolean; workers: number };

export const USAGE = "use: npm run mutation -- [ROOM or FILE ...] [--coverage] [--fresh] [--workers N]";

/** Throws an Error with words for a person. */
export function parseMutationOptions(args: readonly string[]): MutationOptions {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      coverage: { type: "boolean", default: false },
      fresh: { type: "boolean", default: false },
      workers: { type: "string", default: "2" },
    },
  });
  if (!/^[1-9]\d?$/.test(values.workers)) throw new Error(`--workers must be a whole number from 1; ${USAGE}`);
  for (const name of positionals)
    if (!MONEY_ROOMS.some((room) => room.name === name || room.modules.includes(name)))
      throw new Error(`${name} is no money room or module (scripts/mutation/moneyModules.ts lists them); ${USAGE}`);
  const asked = (room: MoneyRoom) =>
    positionals.length === 0 || positionals.includes(room.name)
      ? room.modules
      : room.modules.filter((module) => positionals.includes(module));
  return {
    rooms: MONEY_ROOMS.map((room) => ({ ...room, modules: asked(room) })).filter(({ modules }) => modules.length > 0),
    coverage: values.coverage,
    fresh: values.fresh,
    workers: Number(values.workers),
  };
}
