/** The signer's real script as a plain Node process, for tests without Electron. */
import { type ChildProcess, fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { SignerChild } from "#main/signer/signerHost.ts";

const SCRIPT = fileURLToPath(new URL("../../../src-main/signer/process.ts", import.meta.url));

/** `started` sees each process, to look at it from outside. */
export function nodeSigner(started: (child: ChildProcess) => void = () => undefined): () => SignerChild {
  return () => {
    const child = fork(SCRIPT, [], { env: {}, execArgv: [], stdio: ["ignore", "pipe", "pipe", "ipc"] });
    started(child);
    return {
      post: (message) => void child.send(message as object),
      onMessage: (listener) => void child.on("message", listener),
      onExit: (listener) => void child.on("exit", listener),
      end: () => void child.kill("SIGKILL"),
    };
  };
}
