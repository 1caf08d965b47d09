/** How a client's wallet becomes one that may be paid, by the contract alone. Source: guide, "Customer Wallet Address"; state machines, 3.3. */
import { Wallet } from "ethers";
import { beforeAll, describe, expect, test } from "vitest";
import type { AddressProof, WalletAddress } from "#shared/contract/address.ts";
import { http } from "#shared/contract/http.ts";
import { expectRefused } from "./ApiClient.ts";
import type { Desk, Somebody } from "./Contracted.ts";
import { Story } from "./Story.ts";

export function addressSuite(desk: () => Desk): void {
  let story: Story;
  let operator: Somebody;
  let supervisor: Somebody;
  beforeAll(() => {
    story = new Story(desk());
    operator = desk().person("operator");
    supervisor = desk().person("supervisor");
  });
  const read = (id: string): Promise<WalletAddress> => operator.api.ok(http.addresses.get, { params: { id } });
  const start = async (id: string, method: "SIGNED_MESSAGE" | "DOCUMENT"): Promise<AddressProof> => {
    const { version } = await read(id);
    return operator.api.ok(http.addresses.startProof, { params: { id }, ifMatch: version, body: { method } });
  };
  const decide = async (verb: "approve" | "reject" | "revoke", id: string): Promise<WalletAddress> => {
    const { version } = await read(id);
    const body = { remarks: "Compared with the client's file" };
    return supervisor.api.ok(http.addresses[verb], { params: { id }, ifMatch: version, body });
  };
  const add = async (address: string): Promise<WalletAddress> => {
    const { customerNo, network } = await story.creditedRecord("USDT");
    return operator.api.ok(http.addresses.add, { body: { customerNo, network, address, label: "Another wallet" } });
  };

  describe("guide, Customer Wallet Address", () => {
    test("R5.1 R5.4 W1 W2 W4 W5 D2 a record goes on once its wallet is proven by signature and put on the list", async () => {
      const wallet = Wallet.createRandom();
      const { application } = await story.request("USDT", { sourceAddress: wallet.address });
      const record = await story.deposit(application.depositId ?? "");
      expect(record.status).toBe("WALLET_ADDRESS_UNDER_VERIFICATION");
      const id = record.addressVerification.addressId ?? "";
      const proof = await start(id, "SIGNED_MESSAGE");
      const params = { id, proofId: proof.id };
      const signature = await wallet.signMessage(proof.message ?? "");
      const submitted = await operator.api.ok(http.addresses.submitProof, { params, body: { signature } });
      expect(submitted.status).toBe("PENDING_WHITELIST_APPROVAL");
      await expectRefused(operator.api, http.addresses.submitProof, { params, body: { signature } }, "CHALLENGE_USED");
      expect((await decide("approve", id)).status).toBe("VERIFIED");
      expect((await story.deposit(record.id)).status).toBe("AWAITING_TRANSFER");
      const { items } = await operator.api.ok(http.addresses.proofs, { params: { id } });
      expect(items).toMatchObject([{ id: proof.id, state: "PASSED" }]);
    });

    test("R5.4 W3 a stranger's signature is refused, and a new proof may start at once", async () => {
      const { id } = await add(Wallet.createRandom().address);
      const proof = await start(id, "SIGNED_MESSAGE");
      const signature = await Wallet.createRandom().signMessage(proof.message ?? "");
      const request = { params: { id, proofId: proof.id }, body: { signature } };
      await expectRefused(operator.api, http.addresses.submitProof, request, "SIGNATURE_MISMATCH");
      expect((await read(id)).status).toBe("NOT_VERIFIED");
      expect((await start(id, "DOCUMENT")).state).toBe("OPEN");
    });

    test("W6 W9 another person refuses an address, or takes it off the list again", async () => {
      for (const decision of ["reject", "revoke"] as const) {
        const { id } = await add(Wallet.createRandom().address);
        const proof = await start(id, "DOCUMENT");
        const params = { id, proofId: proof.id };
        await operator.api.ok(http.addresses.submitProof, { params, body: { reference: "Vault 7, folder 12" } });
        if (decision === "revoke") await decide("approve", id);
        expect((await decide(decision, id)).status).toBe(decision === "revoke" ? "REVOKED" : "REJECTED");
      }
    });
  });
}
