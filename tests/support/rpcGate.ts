/** A node's front door that can be shut for one method: the request arrives, and the caller never hears of it again. */
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export type RpcGate = {
  url: string;
  /** resolves when the next request for this method has arrived and was swallowed; with `deliver` the node gets it, and only its answer is lost */
  swallow(method: string, options?: { deliver: boolean }): Promise<void>;
  open(): void;
  stop(): Promise<void>;
};

export async function startRpcGate(nodeUrl: string): Promise<RpcGate> {
  let shut: { method: string; deliver: boolean; arrived: () => void } | null = null;
  const held = new Set<ServerResponse>();
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on("data", (part: Buffer) => parts.push(part));
    request.on("end", () => {
      const body = Buffer.concat(parts).toString();
      const deliver = () => fetch(nodeUrl, { method: "POST", headers: { "content-type": "application/json" }, body });
      if (shut !== null && body.includes(`"${shut.method}"`)) {
        held.add(response);
        const { arrived } = shut;
        if (shut.deliver) deliver().then(arrived, () => response.destroy());
        else arrived();
        return;
      }
      deliver()
        .then(async (answer) =>
          response.writeHead(answer.status, { "content-type": "application/json" }).end(await answer.text()),
        )
        .catch(() => response.destroy());
    });
  });
  await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    swallow: (method, { deliver } = { deliver: false }) =>
      new Promise((arrived) => {
        shut = { method, deliver, arrived };
      }),
    open() {
      shut = null;
      for (const response of held) response.destroy();
      held.clear();
    },
    stop: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
