/** The engine's answers about the address book, over the desk of a page test. */
import type { Person } from "#shared/contract/common.ts";
import type { CallHandlers } from "#shared/contract/ipc.ts";
import type { AddressProof, WalletAddress } from "#shared/contract/address.ts";
import { AppError } from "#shared/errors.ts";
import { idOf, NOW } from "./ids.ts";
import { makeAddress } from "./records.ts";

export const PROOF_TEXT =
  "address-proof.deposit-desk wants you to sign in with your Ethereum account:\n0x52908400098527886E0F7030069857D2E4169EE7";
/** The signature that the wallet of these tests would give; any other is a stranger's. */
export const GOOD_SIGNATURE = `0x${"ab".repeat(65)}`;

type Put = (
  rows: WalletAddress[],
  row: WalletAddress,
  version: number,
  change: Partial<WalletAddress>,
) => WalletAddress;

export function addressCalls(
  desk: { addresses: WalletAddress[]; proofs: AddressProof[] },
  put: Put,
  actor: () => Person,
): CallHandlers["addresses"] {
  const find = (id: string): WalletAddress => {
    const address = desk.addresses.find((one) => one.id === id);
    if (address === undefined) throw new AppError("NOT_FOUND", "no such address");
    return address;
  };
  const move = (id: string, version: number, change: Partial<WalletAddress>) =>
    put(desk.addresses, find(id), version, change);
  return {
    search: () => desk.addresses,
    add: ({ customerNo, network, address, label }) => {
      const added = makeAddress({
        id: idOf("address", 90 + desk.addresses.length),
        customerNo,
        network,
        address,
        label,
        status: "NOT_VERIFIED",
        method: null,
        proof: null,
        requestedBy: null,
        verifiedBy: null,
        verifiedAt: null,
        expiresAt: null,
      });
      desk.addresses.push(added);
      return added;
    },
    proofs: ({ id }) => desk.proofs.filter(({ addressId }) => addressId === id),
    startProof: ({ id, version, method }) => {
      const { network } = move(id, version, { status: "VERIFICATION_IN_PROGRESS", method, requestedBy: actor() });
      const proof = makeProof({
        id: idOf("proof", desk.proofs.length + 1),
        addressId: id,
        network,
        method,
        message: method === "SIGNED_MESSAGE" ? PROOF_TEXT : null,
        startedBy: actor(),
      });
      desk.proofs.unshift(proof);
      return proof;
    },
    submitProof: ({ id, proofId, signature, reference }) => {
      const index = desk.proofs.findIndex((one) => one.id === proofId);
      const proof = desk.proofs[index];
      if (proof === undefined) throw new AppError("NOT_FOUND", "no such proof");
      const { version } = find(id);
      if (signature !== undefined && signature !== GOOD_SIGNATURE) {
        desk.proofs[index] = {
          ...proof,
          state: "FAILED",
          outcome: "the text was signed by another wallet",
          endedAt: NOW,
        };
        move(id, version, { status: "NOT_VERIFIED" });
        throw new AppError("SIGNATURE_MISMATCH", "another wallet");
      }
      const words = reference ?? "signature 0xabab by the wallet's own key";
      desk.proofs[index] = { ...proof, state: "PASSED", outcome: words, endedAt: NOW };
      return move(id, version, { status: "PENDING_WHITELIST_APPROVAL", proof: words });
    },
    approve: ({ id, version }) => move(id, version, { status: "VERIFIED", verifiedBy: actor(), verifiedAt: NOW }),
    reject: ({ id, version }) => move(id, version, { status: "REJECTED" }),
    revoke: ({ id, version }) => move(id, version, { status: "REVOKED" }),
  };
}

export function makeProof(change: Partial<AddressProof> = {}): AddressProof {
  return {
    id: idOf("proof", 1),
    addressId: idOf("address", 1),
    network: "DEVNET",
    method: "SIGNED_MESSAGE",
    state: "OPEN",
    message: PROOF_TEXT,
    payment: null,
    startedBy: { id: idOf("user", 1), name: "Cheung Mei Yan" },
    startedAt: NOW,
    expiresAt: "2026-11-24T06:00:00.000Z",
    txHash: null,
    confirmations: null,
    outcome: null,
    endedAt: null,
    version: 1,
    ...change,
  };
}
