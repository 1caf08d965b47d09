/** What the command line of the mutation tester says. */
import { parseArgs } from "node:util";
import { MONEY_ROOMS, type MoneyRoom } from "./moneyModules.ts";

/** `rooms` hold only the modules that were asked for. */
export type MutationOptions = { rooms: readonly MoneyRoom[]; coverage: boolean };

export const USAGE = "use: npm run mutation -- [ROOM or FILE ...] [--coverage]";

/** Throws an Error with words for a person. */
export function parseMutationOptions(args: readonly string[]): MutationOptions {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      coverage: { type: "boolean", default: false },
    },
  });
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
  };
}
