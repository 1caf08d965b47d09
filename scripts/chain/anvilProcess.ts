import { anvilBinary } from "./anvilBinary.ts";
import { jsonRpc } from "./jsonRpc.ts";
import { type OwnedProcess, ownedProcess } from "./ownedProcess.ts";

interface AnvilOptions {
  host: string;
  /** 0 lets the system pick a free one. */
  port: number;
  extraArgs: readonly string[];
}

const START_TIMEOUT_MS = 20_000;
const LOG_TAIL_CHARS = 4_000;

/** Starts anvil and resolves with its URL once it has answered a first call. */
export async function anvilProcess(options: AnvilOptions): Promise<{ process: OwnedProcess; url: string }> {
  const { host, port, extraArgs } = options;
  const owned = ownedProcess(anvilBinary(), ["--host", host, "--port", String(port), ...extraArgs]);
  try {
    const url = `http://${await listening(owned, options)}`;
    await jsonRpc(url)("eth_chainId");
    return { process: owned, url };
  } catch (error) {
    await owned.end("SIGKILL", 0);
    throw error;
  }
}

/** Waits for the line "Listening on 127.0.0.1:33357"; it is the only place where a port picked by the system shows. */
async function listening({ child, exited }: OwnedProcess, { host, port }: AnvilOptions): Promise<string> {
  let log = "";
  let timer: NodeJS.Timeout | undefined;
  const address = new Promise<string>((resolve, reject) => {
    const read = (chunk: Buffer) => {
      log = (log + chunk.toString()).slice(-LOG_TAIL_CHARS);
      const found = /Listening on (\S+)\r?\n/.exec(log)?.[1];
      if (found) resolve(found);
    };
    child.stdout.on("data", read);
    child.stderr.on("data", read);
    timer = setTimeout(
      () => reject(new Error(`The dev chain did not start within ${START_TIMEOUT_MS / 1000} s.\n${log}`)),
      START_TIMEOUT_MS,
    );
    exited.then(({ code, signal }) => {
      // The pipes may still hold the last words; "exit" can come before them.
      setImmediate(() => reject(startFailure(log, host, port, code ?? signal)));
    }, reject);
  });
  try {
    return await address;
  } finally {
    clearTimeout(timer);
    for (const pipe of [child.stdout, child.stderr]) {
      pipe.removeAllListeners("data");
      // anvil logs every call; an unread pipe would fill up and stop it.
      pipe.resume();
    }
  }
}

function startFailure(log: string, host: string, port: number, how: number | string | null): Error {
  if (/Address already in use|os error (98|48|10048)/.test(log)) {
    return new Error(
      `Port ${port} on ${host} is already in use, so the dev chain cannot start there. ` +
        "Stop the program that uses it, or choose another port (0 picks a free one).",
    );
  }
  if (/Permission denied/.test(log)) {
    return new Error(`The dev chain may not listen on port ${port}: choose a port above 1023, or 0 for a free one.`);
  }
  return new Error(`The dev chain stopped while starting (${how}).\n${log.trim()}`);
}
