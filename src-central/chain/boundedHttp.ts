/** HTTP for ethers with what its own lacks: no redirects, one deadline over the whole answer, a limit to its size. */
import type { FetchGetUrlFunc } from "ethers";

/** One block with all its transactions is 1 to 3 MB on a busy chain. */
export const MOST_BYTES = 32 * 1024 * 1024;

/** A redirect is refused: ethers would repeat the POST, signed bytes included, to any host a node names. */
export function boundedHttp(mostBytes: number = MOST_BYTES): FetchGetUrlFunc {
  return async (request, cancel) => {
    const abort = new AbortController();
    cancel?.addListener(() => abort.abort());
    const response = await fetch(request.url, {
      method: request.method,
      headers: request.headers,
      ...(request.body === null ? {} : { body: Buffer.from(request.body) }),
      redirect: "manual",
      signal: AbortSignal.any([abort.signal, AbortSignal.timeout(request.timeout)]),
    });
    if (response.status >= 300 && response.status < 400) {
      await response.body?.cancel();
      throw new Error("the node answered with a redirect, which is not followed");
    }
    return {
      statusCode: response.status,
      statusMessage: response.statusText,
      headers: Object.fromEntries(response.headers),
      body: await readBody(response, mostBytes),
    };
  };
}

async function readBody(response: Response, mostBytes: number): Promise<Uint8Array> {
  if (response.body === null) return new Uint8Array();
  const parts: Uint8Array[] = [];
  let size = 0;
  const stream: AsyncIterable<Uint8Array> = response.body;
  for await (const part of stream) {
    size += part.byteLength;
    // Leaving the loop cancels the stream.
    if (size > mostBytes) throw new Error(`the node's answer is larger than ${mostBytes} bytes`);
    parts.push(part);
  }
  return Buffer.concat(parts, size);
}
