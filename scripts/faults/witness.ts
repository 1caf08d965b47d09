/** Stands before the node and looks at every payment that arrives: the journal must hold its bytes, and the central service must have registered them (I2). */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import Database from "better-sqlite3";

export type Witness = {
  url: string;
  /** From now on payments are for this refund and come from this journal. */
  watch(journal: { file: string; key: string }, isRegistered: (signedTx: string) => Promise<boolean>): void;
  /** signed bytes that arrived since `watch`, in their order */
  arrived(): string[];
  violations(): string[];
  stop(): Promise<void>;
};

const MAY_BE_SENT = new Set(["registered", "broadcast", "unknown", "settled"]);

export async function startWitness(nodeUrl: string): Promise<Witness> {
  let journal: { file: string; key: string } | null = null;
  let isRegistered: (signedTx: string) => Promise<boolean> = async () => false;
  let arrived: string[] = [];
  let violations: string[] = [];

  async function look(signedTx: string): Promise<void> {
    arrived.push(signedTx);
    const state = journal === null ? "no journal" : journalState(journal, signedTx);
    if (!MAY_BE_SENT.has(state)) violations.push(`I2: bytes arrived at the node that the journal has as "${state}"`);
    if (!(await isRegistered(signedTx)))
      violations.push("I2: bytes arrived that the central service had not registered");
  }

  async function pass(body: string): Promise<{ status: number; text: string }> {
    const { method, params } = JSON.parse(body) as { method?: string; params?: unknown[] };
    if (method === "eth_sendRawTransaction") await look(String(params?.[0]));
    const answer = await fetch(nodeUrl, { method: "POST", headers: { "content-type": "application/json" }, body });
    return { status: answer.status, text: await answer.text() };
  }

  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on("data", (part: Buffer) => parts.push(part));
    request.on("end", () => {
      pass(Buffer.concat(parts).toString())
        .then(({ status, text }) => response.writeHead(status, { "content-type": "application/json" }).end(text))
        .catch((error: unknown) => {
          violations.push(`the witness stumbled: ${String(error)}`);
          response.destroy();
        });
    });
  });
  await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    watch(next, registered) {
      [journal, isRegistered, arrived, violations] = [next, registered, [], []];
    },
    arrived: () => arrived,
    violations: () => violations,
    stop: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

/** Through a second connection that cannot write, while the workstation waits for the node's answer. */
function journalState({ file, key }: { file: string; key: string }, signedTx: string): string {
  const sqlite = new Database(file, { readonly: true });
  try {
    sqlite.pragma("cipher='aegis'");
    sqlite.pragma(`key='raw:${key}'`);
    const row = sqlite.prepare("SELECT state FROM attempts WHERE signed_tx = ?").get(signedTx);
    return (row as { state: string } | undefined)?.state ?? "unknown bytes";
  } finally {
    sqlite.close();
  }
}
