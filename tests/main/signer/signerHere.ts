/** The signer without a process of its own and with cheap stretching: the same answers, a hundred times as fast. */
import { answerRequest } from "#main/signer/answerRequest.ts";
import type { SignerChild } from "#main/signer/signerHost.ts";
import type { StretchCost } from "#main/world/stretch.ts";

export const CHEAP_COST: StretchCost = { N: 2 ** 8, r: 8, p: 1 };

export function signerHere(): SignerChild {
  let listener: (message: unknown) => void = () => undefined;
  let exited: () => void = () => undefined;
  return {
    // As text in between, as between two processes.
    post: (message) =>
      void answerRequest(JSON.parse(JSON.stringify(message)), CHEAP_COST).then((reply) => listener(reply)),
    onMessage: (heard) => {
      listener = heard;
    },
    onExit: (heard) => {
      exited = heard as () => void;
    },
    end() {
      listener = () => undefined;
      exited();
    },
  };
}
