/** A node behind a liar: an HTTP proxy in front of a real chain whose answer to each method can be spoiled. */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export type NodeFaultMode =
  /** the node gets it, the answer never comes */
  | "hang-after"
  /** the node never gets it, no answer comes */
  | "hang-before"
  | "reset-after"
  | "reset-before"
  | "http-502-after"
  | "html"
  | "redirect"
  | "http-429"
  /** half of the answer, then the end */
  | "truncate-after"
  | { result: unknown }
  | { rpcError: { code: number; message: string; data?: unknown } }
  /** the node gets it, and another answer is given in its place */
  | { resultAfter: unknown }
  | { rpcErrorAfter: { code: number; message: string } }
  /** as Besu does: HTTP 400 around the JSON-RPC error */
  | { http400: { code: number; message: string } };

export type FaultyNode = {
  url: string;
  /** how often each method arrived here */
  calls(method: string): number;
  /** undefined removes the fault */
  spoil(method: string, mode: NodeFaultMode | undefined): void;
  stop(): Promise<void>;
};

export async function startFaultyNode(
  behind: string,
  { redirectTo = "http://127.0.0.1:9/", port = 0 }: { redirectTo?: string; port?: number } = {},
): Promise<FaultyNode> {
  const counts = new Map<string, number>();
  const faults = new Map<string, NodeFaultMode>();

  const server = createServer((request, response) => {
    void handle(request, response).catch(() => request.socket.destroy());
  });

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    const body = Buffer.concat(parts).toString("utf8");
    const { id, method } = JSON.parse(body) as { id: number; method: string };
    counts.set(method, (counts.get(method) ?? 0) + 1);
    const mode = faults.get(method);
    const reply = (payload: object) => {
      response.setHeader("content-type", "application/json");
      response.end(JSON.stringify({ jsonrpc: "2.0", id, ...payload }));
    };
    if (typeof mode === "object" && "result" in mode) return reply({ result: mode.result });
    if (typeof mode === "object" && "rpcError" in mode) return reply({ error: mode.rpcError });
    if (typeof mode === "object" && "http400" in mode) {
      response.statusCode = 400;
      return reply({ error: mode.http400 });
    }
    if (mode === "hang-before") return;
    if (mode === "reset-before") return void request.socket.resetAndDestroy();
    if (mode === "html") return void response.end("<html>please sign in to the network</html>");
    if (mode === "http-429") return void response.writeHead(429).end("slow down");
    if (mode === "redirect") return void response.writeHead(307, { location: redirectTo }).end();
    const forwarded = await fetch(behind, { method: "POST", body, headers: { "content-type": "application/json" } });
    const text = await forwarded.text();
    if (typeof mode === "object")
      return reply("resultAfter" in mode ? { result: mode.resultAfter } : { error: mode.rpcErrorAfter });
    if (mode === "hang-after") return;
    if (mode === "reset-after") return void request.socket.resetAndDestroy();
    if (mode === "http-502-after") return void response.writeHead(502).end("bad gateway");
    if (mode === "truncate-after") {
      response.writeHead(200, { "content-length": String(text.length) });
      response.write(text.slice(0, text.length / 2), () => request.socket.destroy());
      return;
    }
    response.setHeader("content-type", "application/json");
    response.end(text);
  }

  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v3/secret-api-key`,
    calls: (method) => counts.get(method) ?? 0,
    spoil(method, mode) {
      if (mode === undefined) faults.delete(method);
      else faults.set(method, mode);
    },
    async stop() {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
