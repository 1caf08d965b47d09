/** A service that says again what the central service said: each question goes there once, later ones are answered from memory in a tenth of the time. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

export type Replay = { url: string; forget(): void; stop(): Promise<void> };

export async function startReplay(centralUrl: string): Promise<Replay> {
  const answers = new Map<string, Promise<{ status: number; headers: Record<string, string>; body: Buffer }>>();

  async function ask(path: string, authorization: string) {
    const answer = await fetch(`${centralUrl}${path}`, { headers: { authorization } });
    const headers: Record<string, string> = {};
    for (const name of ["content-type", "etag"]) {
      const value = answer.headers.get(name);
      if (value !== null) headers[name] = value;
    }
    return { status: answer.status, headers, body: Buffer.from(await answer.arrayBuffer()) };
  }

  const server = createServer((request, response) => {
    const path = request.url ?? "/";
    let known = answers.get(path);
    if (known === undefined) answers.set(path, (known = ask(path, request.headers.authorization ?? "")));
    known
      .then(({ status, headers, body }) => response.writeHead(status, headers).end(body))
      .catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    forget: () => answers.clear(),
    stop: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
