/** How the product starts its signer: an Electron utility process with an empty environment and no output. */
import type { UtilityProcess } from "electron";
import type { SignerChild } from "./signerHost.ts";

/** As much of Electron's `utilityProcess` as is used; given by index.ts. */
type Fork = (
  modulePath: string,
  args: string[],
  options: { env: Record<string, string>; stdio: "ignore"; serviceName: string },
) => UtilityProcess;

export function utilitySigner(fork: Fork): (script: string) => SignerChild {
  return (modulePath) => {
    const child = fork(modulePath, [], { env: {}, stdio: "ignore", serviceName: "Deposit Desk signer" });
    return {
      // Electron keeps messages until the process listens.
      post: (message) => child.postMessage(message),
      onMessage: (listener) => void child.on("message", listener),
      onExit: (listener) => void child.on("exit", listener),
      end: () => void child.kill(),
    };
  };
}
