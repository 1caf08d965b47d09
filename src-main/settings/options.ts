/**
 * How this copy was started: from the command line, and from config.json of the profile, which an administrator writes. The command line wins.
 * Read from process.argv: Electron's own switches are lower-cased and meant for Chromium.
 */
import { AppError } from "#shared/errors.ts";
import { z } from "#shared/zod.ts";

export type AppOptions = {
  /** base URL of the central service; null: none is configured */
  centralUrl: string | null;
  /** RPC URLs by network code */
  nodes: ReadonlyMap<string, readonly string[]>;
  demo: boolean;
  keychainService: string;
};

export const DEFAULT_KEYCHAIN_SERVICE = "Deposit Desk";
const NETWORK_CODE = /^[A-Z0-9_]{2,40}$/;

const configFile = z.strictObject({
  connect: z.string().optional(),
  nodes: z.record(z.string(), z.union([z.string().transform((url) => [url]), z.array(z.string())])).optional(),
  keychainService: z.string().min(1).max(100).optional(),
});

/** `--profile DIR`, needed before anything of the profile can be read; null: the operating system's usual place. */
export function profileFolder(argv: readonly string[]): string | null {
  return valuesOf(argv, "--profile").at(-1) ?? null;
}

/**
 * @param configText content of config.json, null when there is none
 * Throws CONFIG_INVALID with what is wrong and what to do.
 */
export function readOptions(argv: readonly string[], configText: string | null): AppOptions {
  const config = configText === null ? {} : parseConfig(configText);
  const connect = valuesOf(argv, "--connect").at(-1) ?? config.connect ?? null;
  const nodes = new Map<string, string[]>();
  for (const [network, urls] of Object.entries(config.nodes ?? {}))
    nodes.set(
      networkCode(network),
      urls.map((url) => nodeUrl(url)),
    );
  const named = new Map<string, string[]>();
  for (const text of valuesOf(argv, "--node")) {
    const at = text.indexOf("=");
    if (at < 1)
      throw invalid(`--node ${text}: write it as NETWORK=URL, for example --node ETHEREUM=https://node.example`);
    const network = networkCode(text.slice(0, at));
    named.set(network, [...(named.get(network) ?? []), nodeUrl(text.slice(at + 1))]);
  }
  for (const [network, urls] of named) nodes.set(network, urls);
  return {
    centralUrl: connect === null ? null : centralUrl(connect),
    nodes,
    demo: argv.includes("--demo"),
    keychainService: valuesOf(argv, "--keychain-service").at(-1) ?? config.keychainService ?? DEFAULT_KEYCHAIN_SERVICE,
  };
}

/** `--name value` and `--name=value`, as often as it is given. */
function valuesOf(argv: readonly string[], name: string): string[] {
  const values: string[] = [];
  for (const [index, argument] of argv.entries()) {
    if (argument.startsWith(`${name}=`)) values.push(argument.slice(name.length + 1));
    const next = argv[index + 1];
    if (argument === name && next !== undefined && !next.startsWith("--")) values.push(next);
    else if (argument === name) throw invalid(`${name} needs a value after it`);
  }
  return values;
}

function parseConfig(text: string): z.output<typeof configFile> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw invalid("config.json is not readable as JSON. Correct it, or ask your administrator for a new one.", error);
  }
  const parsed = configFile.safeParse(value);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw invalid(
    `config.json is wrong at "${issue?.path.join(".") ?? ""}": ${issue?.message ?? "unknown"}. Correct it and start again.`,
  );
}

/** Plain http only to this computer itself: everywhere else passwords and tokens would be readable on the way. */
function centralUrl(text: string): string {
  const url = webUrl(text, "--connect");
  if (url.protocol === "http:" && !isThisComputer(url.hostname))
    throw invalid(`--connect ${url.origin}: the central service must be reached by https`);
  return `${url.origin}${url.pathname.replace(/\/+$/, "")}`;
}

function nodeUrl(text: string): string {
  return webUrl(text, "--node").toString().replace(/\/$/, "");
}

function webUrl(text: string, option: string): URL {
  let url: URL;
  try {
    url = new URL(text);
  } catch (error) {
    throw invalid(`${option}: this is no address. Write it with https://, for example https://central.example`, error);
  }
  if (url.protocol !== "https:" && url.protocol !== "http:")
    throw invalid(`${option}: the address must begin with https://`);
  if (option === "--connect" && (url.username !== "" || url.password !== ""))
    throw invalid("--connect: no user name or password in the address; sign in with your own account");
  return url;
}

function isThisComputer(host: string): boolean {
  return host === "localhost" || host === "127.0.0.1" || host === "[::1]";
}

function networkCode(text: string): string {
  if (!NETWORK_CODE.test(text)) throw invalid(`"${text.slice(0, 40)}" is no network code; it is written like ETHEREUM`);
  return text;
}

function invalid(message: string, cause?: unknown): AppError {
  return new AppError("CONFIG_INVALID", message, { cause });
}
