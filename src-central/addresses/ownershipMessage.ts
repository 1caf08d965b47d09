/**
 * The text that a client signs to prove that a wallet is his (R5.4). Its form is EIP-4361, which wallets know and show field by field;
 * what makes it good once and here alone is its nonce, its request id and its end.
 */
import { SiweMessage } from "siwe";

import type { Instant } from "#central/clock.ts";
import { invariant } from "#shared/errors.ts";

export type OwnershipClaim = {
  proofId: string;
  customerNo: string;
  /** EIP-55 form */
  address: string;
  networkName: string;
  chainId: number;
  /** at least 8 letters and digits, never given twice */
  nonce: string;
  issuedAt: Instant;
  expiresAt: Instant;
};

/** Not a web site: nobody can be asked to sign in there, so the same signature opens nothing else. */
const DOMAIN = "address-proof.deposit-desk";
const SUBJECT = "urn:deposit-desk:wallet-address";

/** The text, byte for byte. */
export function ownershipMessage(claim: OwnershipClaim): string {
  return new SiweMessage({
    domain: DOMAIN,
    address: claim.address,
    statement: `I am client ${ascii(claim.customerNo)} and this wallet on ${ascii(claim.networkName)} is mine. Signing this moves no money.`,
    uri: SUBJECT,
    version: "1",
    chainId: claim.chainId,
    nonce: claim.nonce,
    issuedAt: claim.issuedAt,
    expirationTime: claim.expiresAt,
    requestId: claim.proofId,
  }).prepareMessage();
}

/** What a kept text asks for, by the strict grammar of EIP-4361. A text that we wrote and cannot read is a fault of ours, not of the client's. */
export function readOwnershipMessage(
  text: string,
): Pick<OwnershipClaim, "proofId" | "address" | "chainId" | "nonce" | "expiresAt"> {
  const read = new SiweMessage(text);
  invariant(read.domain === DOMAIN && read.uri === SUBJECT, "the message is one of ours");
  invariant(read.requestId !== undefined && read.expirationTime !== undefined, "the message has its id and its end");
  return {
    proofId: read.requestId,
    address: read.address,
    chainId: read.chainId,
    nonce: read.nonce,
    expiresAt: read.expirationTime,
  };
}

/** EIP-4361 allows a statement of printable ASCII only; a name in Chinese is left to the screen. */
function ascii(text: string): string {
  return text.replaceAll(/[^\x20-\x7e]/g, "?");
}
