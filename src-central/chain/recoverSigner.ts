import { verifyMessage } from "ethers";

/** Address that signed this text (EIP-191), null when the signature is none. Compare it: a changed text recovers to another address, not to an error. */
export function recoverSigner(text: string, signature: string): string | null {
  try {
    return verifyMessage(text, signature);
  } catch {
    // Not canonical, or no signature at all: nobody signed it. ethers' own message is not passed on.
    return null;
  }
}
