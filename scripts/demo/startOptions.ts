import { parseArgs } from "node:util";

/** What `npm start` was asked for. */
export type StartOptions = { smoke: boolean; connect: string | null; nodes: string[]; profile: string | null };

const USAGE = `npm start                          the demo
npm start -- --smoke               one whole refund in the window, with nobody watching
npm start -- --connect URL [--node NETWORK=URL ...] [--profile DIR]
                                   the window alone, on a central service`;

/** Reads the command line; a wrong one is answered in words that say what to do. */
export function parseStartOptions(args: readonly string[]): StartOptions | { problem: string } {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        smoke: { type: "boolean" },
        connect: { type: "string" },
        node: { type: "string", multiple: true },
        profile: { type: "string" },
      },
    });
    const { smoke = false, connect = null, node = [], profile = null } = values;
    if (smoke && connect !== null)
      return { problem: `--smoke brings its own central service; leave out --connect\n\n${USAGE}` };
    if (connect === null && (node.length > 0 || profile !== null))
      return { problem: `--node and --profile go with --connect\n\n${USAGE}` };
    if (connect !== null && !URL.canParse(connect))
      return { problem: `--connect needs a URL such as https://deposits.example.com\n\n${USAGE}` };
    const wrong = node.find((one) => !/^[A-Z0-9_]+=https?:\/\/.+/.test(one));
    if (wrong !== undefined) return { problem: `--node needs NETWORK=URL, not "${wrong}"\n\n${USAGE}` };
    return { smoke, connect, nodes: node, profile };
  } catch (error) {
    return { problem: `${error instanceof Error ? error.message : String(error)}\n\n${USAGE}` };
  }
}
