import { parseArgs } from "node:util";

/** What `npm run contract` was asked for. `accounts` null: the demo's. */
export type ContractOptions = { url: string; accounts: { username: string; password: string }[] | null };

const USAGE = `npm run contract -- URL [--user NAME:PASSWORD ...]
  URL     where the central service answers, for example https://deposits.example.com
  --user  an account to try it with, several by repeating it; without one the demo's accounts
          People of different roles test more: what one may not do is tested with those who may not.`;

/** Reads the command line; a wrong one is answered in words that say what to do. */
export function parseContractOptions(args: readonly string[]): ContractOptions | { problem: string } {
  try {
    const options = { user: { type: "string", multiple: true } } as const;
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
    const [url, ...rest] = positionals;
    if (url === undefined || rest.length > 0) return { problem: `Name one URL.\n\n${USAGE}` };
    if (!URL.canParse(url) || !/^https?:/.test(url)) return { problem: `"${url}" is no http URL.\n\n${USAGE}` };
    const accounts = values.user?.map((text) => {
      const [, username, password] = /^([^:]+):(.+)$/.exec(text) ?? [];
      if (username === undefined || password === undefined) throw new Error("--user needs NAME:PASSWORD");
      return { username, password };
    });
    return { url: url.replace(/\/+$/, ""), accounts: accounts ?? null };
  } catch (error) {
    return { problem: `${error instanceof Error ? error.message : String(error)}\n\n${USAGE}` };
  }
}
