/**
 * The signer process: answers one request of the engine, then ends. It has no network, reads no file, writes nothing anywhere and takes
 * nothing from its arguments or environment. What it held in memory goes with it.
 */
import { answerRequest } from "./answerRequest.ts";

/** The engine ends this process as soon as it has the answer; this is for an engine that died meanwhile. */
const LINGER_MS = 2_000;
const EXIT_BROKEN = 70;

type Port = { post(message: unknown): void; listen(listener: (message: unknown) => void): void };

/** Electron's port of a utility process. The type is ours: this file must also run in plain Node. */
type ElectronPort = {
  postMessage(message: unknown): void;
  on(event: "message", listener: (event: { data: unknown }) => void): void;
};

function openPort(): Port {
  const electron = (process as unknown as { parentPort?: ElectronPort }).parentPort;
  if (electron)
    return {
      post: (message) => electron.postMessage(message),
      listen: (listener) => electron.on("message", ({ data }) => listener(data)),
    };
  process.on("disconnect", () => process.exit(0));
  return {
    post: (message) => void process.send?.(message),
    listen: (listener) => void process.on("message", listener),
  };
}

// Since Electron 37 an unhandled rejection leaves a utility process running. Secrets are zeroed by ending it, silently.
process.on("unhandledRejection", () => process.exit(EXIT_BROKEN));
process.on("uncaughtException", () => process.exit(EXIT_BROKEN));

const port = openPort();
let asked = false;
port.listen((message) => {
  // One request, one process: a second question is not even read.
  if (asked) return;
  asked = true;
  void answerRequest(message).then((reply) => {
    port.post(reply);
    setTimeout(() => process.exit(0), LINGER_MS);
  });
});
