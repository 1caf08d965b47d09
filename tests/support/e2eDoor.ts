/** The way to a service, which can be shut and opened again at the same address: a network that is gone. */
import { createServer, connect, type AddressInfo, type Socket } from "node:net";

export type Door = {
  url: string;
  /** connections end, and new ones are refused */
  shut(): Promise<void>;
  open(): Promise<void>;
};

export async function openDoor(serviceUrl: string): Promise<Door> {
  const { hostname, port } = new URL(serviceUrl);
  const sockets = new Set<Socket>();
  const server = createServer((visitor) => {
    const service = connect(Number.parseInt(port, 10), hostname);
    for (const socket of [visitor, service]) {
      sockets.add(socket);
      socket.once("close", () => sockets.delete(socket));
    }
    visitor.once("error", () => service.destroy()).once("close", () => service.destroy());
    service.once("error", () => visitor.destroy()).once("close", () => visitor.destroy());
    visitor.pipe(service).pipe(visitor);
  });
  const listen = (at: number): Promise<void> =>
    new Promise((resolve, reject) => {
      server.once("error", reject);
      server.listen(at, "127.0.0.1", () => {
        server.off("error", reject);
        resolve();
      });
    });
  await listen(0);
  const own = (server.address() as AddressInfo).port;
  return {
    url: `http://127.0.0.1:${own}`,
    shut: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
    open: () => listen(own),
  };
}
