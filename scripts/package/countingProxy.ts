/** Passes everything on to the central service and counts the requests that somebody asks about. */
import { createServer, request } from "node:http";
import type { AddressInfo } from "node:net";

export type CountingProxy = { url: string; counted(): number; close(): Promise<void> };

/** @param isCounted given the path of a request */
export async function openCountingProxy(target: string, isCounted: (path: string) => boolean): Promise<CountingProxy> {
  let counted = 0;
  const server = createServer((asked, answer) => {
    const { method = "GET", url = "/", headers } = asked;
    if (isCounted(url)) counted += 1;
    const onward = request(new URL(url, target), { method, headers }, (came) => {
      answer.writeHead(came.statusCode ?? 502, came.headers);
      came.pipe(answer);
    });
    // The one side is gone: the other one must not wait for it.
    onward.once("error", () => answer.destroy());
    answer.once("close", () => onward.destroy());
    asked.pipe(onward);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    counted: () => counted,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
