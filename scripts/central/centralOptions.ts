/** What `npm run central` may be told. */
import { parseArgs } from "node:util";

import { ENVIRONMENTS, type Environment, type Organisation, organisation } from "#shared/contract/session.ts";
import { OFFLINE_GRACE_MINUTES } from "#central/http/metaRoutes.ts";
import type { NodeUrl } from "#central/startService.ts";
import type { DatabasePlace } from "#central/store/openDatabase.ts";

export type Seed = { kind: "empty" } | { kind: "demo"; records?: number } | { kind: "bulk"; count: number };

export type CentralOptions = {
  port: number;
  host: string;
  place: DatabasePlace;
  nodes: NodeUrl[];
  seed: Seed;
  accounts: string | null;
  environment: Environment;
  environmentName: string;
  /** the head of letters and slips */
  organisation: Organisation | undefined;
  offlineGraceMinutes: number;
  /** the database was restored from a backup: every cache starts again */
  restored: boolean;
};

export const USAGE = `npm run central -- [options]
  --port N              port to answer on; 0 takes any free one (default 0)
  --host ADDRESS        address to answer on (default 127.0.0.1: this machine only)
  --data DIR            keep the data in this folder (default: in memory, gone at the end)
  --database-url URL    keep the data in this PostgreSQL database
  --chain-rpc [NET=]URL a node of a network; several by repeating it or with commas
  --seed WHAT           empty, demo or demo:N with a history of N records (on a dev chain: --chain-rpc, or one of its own), or bulk:N for N invented records (default empty)
  --accounts FILE       JSON list of {username, displayName, password, roles, grants?}
  --organisation TEXT   whose letters and slips are printed: "Name; address line; address line"
  --environment NAME    PRODUCTION, UAT or TEST, with a name of its own after a colon: UAT:hk-uat-1 (default TEST)
  --offline-grace N     minutes for which a workstation may show its copy without the service; 0: not at all (default 720)
  --restored            after a restore from a backup: clients build their caches anew`;

/** The options, or in words what is wrong with them. */
export function parseCentralOptions(args: readonly string[]): CentralOptions | { problem: string } {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        port: { type: "string", default: "0" },
        host: { type: "string", default: "127.0.0.1" },
        data: { type: "string" },
        "database-url": { type: "string" },
        "chain-rpc": { type: "string", multiple: true, default: [] },
        seed: { type: "string", default: "empty" },
        accounts: { type: "string" },
        environment: { type: "string", default: "TEST" },
        organisation: { type: "string" },
        "offline-grace": { type: "string", default: String(OFFLINE_GRACE_MINUTES) },
        restored: { type: "boolean", default: false },
        help: { type: "boolean", default: false },
      },
    });
    if (values.help) return { problem: USAGE };
    const { environment, environmentName } = environmentOf(values.environment);
    const seed = seedOf(values.seed);
    if (seed.kind !== "empty" && environment !== "TEST")
      return { problem: `--seed ${values.seed} makes accounts with known passwords: only in a TEST environment` };
    if (seed.kind === "demo" && values["chain-rpc"].length === 0 && values["database-url"] !== undefined)
      return {
        problem: "The demo's money moves on a dev chain: beside a database of your own, name its node with --chain-rpc",
      };
    return {
      port: portOf(values.port),
      host: values.host,
      place: placeOf(values.data, values["database-url"]),
      nodes: values["chain-rpc"].flatMap((one) => one.split(",")).map(nodeOf),
      seed,
      accounts: values.accounts ?? null,
      environment,
      environmentName,
      organisation: organisationOf(values.organisation),
      offlineGraceMinutes: graceOf(values["offline-grace"]),
      restored: values.restored,
    };
  } catch (error) {
    return { problem: `${error instanceof Error ? error.message : String(error)}\n\n${USAGE}` };
  }
}

function portOf(text: string): number {
  const port = Number(text);
  if (!/^\d{1,5}$/.test(text) || port > 65_535) throw new Error(`--port ${text} is no port: 0 to 65535`);
  return port;
}

function graceOf(text: string): number {
  const minutes = Number(text);
  if (!/^\d{1,5}$/.test(text) || minutes > 20_160)
    throw new Error(`--offline-grace ${text}: minutes, 0 to 20160 (14 days)`);
  return minutes;
}

function placeOf(dataDir: string | undefined, databaseUrl: string | undefined): DatabasePlace {
  if (dataDir !== undefined && databaseUrl !== undefined)
    throw new Error("The data is either in --data or in --database-url, not in both");
  if (databaseUrl !== undefined) {
    if (!/^postgres(ql)?:\/\//.test(databaseUrl)) throw new Error("--database-url begins with postgres://");
    return { databaseUrl };
  }
  return dataDir === undefined ? { memory: true } : { dataDir };
}

function nodeOf(text: string): NodeUrl {
  const [, network = null, url = ""] = /^(?:([A-Z0-9_]{2,40})=)?(.*)$/.exec(text.trim()) ?? [];
  if (!URL.canParse(url) || !/^https?:/.test(url)) throw new Error("--chain-rpc needs an http or https URL");
  return { network, url };
}

function seedOf(text: string): Seed {
  if (text === "empty" || text === "demo") return { kind: text };
  const [, kind, digits = ""] = /^(bulk|demo):([1-9]\d{0,7})$/.exec(text) ?? [];
  const count = Number.parseInt(digits, 10);
  if (kind === "bulk") return { kind, count };
  if (kind === "demo") return { kind, records: count };
  throw new Error(`--seed ${text} is not known: empty, demo, demo:N or bulk:N`);
}

function organisationOf(text: string | undefined): Organisation | undefined {
  if (text === undefined) return undefined;
  const [name = "", ...address] = text.split(";").map((line) => line.trim());
  const read = organisation.safeParse({ name, address: address.filter((line) => line !== "") });
  if (!read.success)
    throw new Error(`--organisation "${text}": write a name and up to six lines of address, 120 characters each`);
  return read.data;
}

function environmentOf(text: string): { environment: Environment; environmentName: string } {
  const [kind = "", name] = text.split(":");
  const environment = ENVIRONMENTS.find((one) => one === kind.toUpperCase());
  if (environment === undefined) throw new Error(`--environment ${text} is none of ${ENVIRONMENTS.join(", ")}`);
  return { environment, environmentName: name ?? environment.toLowerCase() };
}
