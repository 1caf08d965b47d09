/** A central service that lies: a proxy in front of the real one which changes its answers. */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** Changes the parsed body of an answer in place, or returns another one. */
export type Lie = (body: Record<string, never>) => unknown;

export type EvilCentral = {
  url: string;
  /** the method and path that the pattern fits are answered with the lie; null tells the truth again */
  lieAbout(pattern: RegExp, lie: Lie | null): void;
  /** requests that came, as "POST /v1/..." */
  asked: string[];
  stop(): Promise<void>;
};

export async function startEvilCentral(behind: string): Promise<EvilCentral> {
  const lies = new Map<string, { pattern: RegExp; lie: Lie }>();
  const asked: string[] = [];

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    const what = `${request.method} ${request.url}`;
    asked.push(what);
    const headers = Object.fromEntries(
      Object.entries(request.headers).filter(([name]) => !["host", "connection", "content-length"].includes(name)),
    ) as Record<string, string>;
    const answer = await fetch(behind + request.url, {
      method: request.method ?? "GET",
      headers,
      ...(parts.length > 0 && { body: Buffer.concat(parts) }),
    });
    const text = await answer.text();
    const found = [...lies.values()].find(({ pattern }) => pattern.test(what));
    response.writeHead(answer.status, { "content-type": answer.headers.get("content-type") ?? "application/json" });
    if (!found || answer.status >= 400) return void response.end(text);
    const body = JSON.parse(text) as Record<string, never>;
    response.end(JSON.stringify(found.lie(body) ?? body));
  }

  const server = createServer((request, response) => {
    handle(request, response).catch(() => request.socket.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    lieAbout(pattern, lie) {
      if (lie === null) lies.delete(String(pattern));
      else lies.set(String(pattern), { pattern, lie });
    },
    async stop() {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
