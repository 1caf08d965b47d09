/**
 * Serves a page set as the central service would, in a process of its own, so that its CPU time is not counted as the workstation's.
 * Started with the folder and the number of records; says its port over the process channel; ends when that closes.
 */
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { BENCH_FEED } from "./benchRows.ts";
import { openPageSet } from "./pageSet.ts";
import type { SyncEntity } from "#shared/contract/sync.ts";

const [folder = "", rows = "0"] = process.argv.slice(2);
const pages = openPageSet(folder, Number.parseInt(rows, 10));

const server = createServer((request, response) => {
  const url = new URL(request.url ?? "/", "http://localhost");
  const [, entity] = /^\/v1\/sync\/rows\/(\w+)$/.exec(url.pathname) ?? [];
  if (url.pathname === "/v1/sync/bootstrap") return sendJson(response, pages.bootstrap);
  if (url.pathname === "/v1/changes") return sendJson(response, quietFeed());
  if (entity === undefined) return response.writeHead(404).end();
  const number = pages.numberAfter(entity as SyncEntity, url.searchParams.get("after"));
  const bytes = pages.compressed(entity as SyncEntity, number);
  if (bytes === null) return response.writeHead(404).end();
  return response
    .writeHead(200, { "content-type": "application/json", "content-encoding": "br", "content-length": bytes.length })
    .end(bytes);
});

function quietFeed() {
  return { feedId: BENCH_FEED, items: [], nextCursor: `${BENCH_FEED}:0`, headSeq: 0, hasMore: false };
}

function sendJson(response: ServerResponse, body: unknown): void {
  response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(body));
}

server.listen(0, "127.0.0.1", () => process.send?.({ port: (server.address() as AddressInfo).port }));
process.on("disconnect", () => process.exit(0));
