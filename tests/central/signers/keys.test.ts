/** Device keys that approve, payment keys that pay, and who lets them into use (money safety, "Keys, and who trusts whom"). */
import { generateKeyPairSync, sign } from "node:crypto";

import { Wallet } from "ethers";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { newId } from "#central/context.ts";
import { verifyEd25519 } from "#central/signers/verifyEd25519.ts";
import { deviceKeys, userGrants } from "#central/store/tables.ts";
import { endorsementText, signerProofText } from "#shared/domain/intent.ts";
import { CLIENT, type MoneyWorld, startMoneyWorld } from "#tests/central/refunds/moneyWorld.ts";
import type { TestClient } from "#tests/support/centralClient.ts";

let world: MoneyWorld;
beforeAll(async () => {
  world = await startMoneyWorld();
});
afterAll(() => world.stop());

const newKey = () => {
  const { publicKey, privateKey } = generateKeyPairSync("ed25519");
  const raw = Buffer.from(publicKey.export({ format: "jwk" }).x ?? "", "base64url").toString("hex");
  return { raw, privateKey };
};
const newWallet = () => new Wallet(Wallet.createRandom().privateKey);
const keyBody = (client: TestClient, publicKey: string) => ({
  body: { deviceId: client.deviceId, deviceName: "Desk", publicKey },
});
const unknownId = () => world.central.asSystem(async (context) => newId(context));

test("Ed25519: right, changed text, changed signature, another key, nonsense", () => {
  const { raw, privateKey } = newKey();
  const signature = sign(null, Buffer.from("text"), privateKey).toString("hex");
  expect(verifyEd25519(raw, "text", signature)).toBe(true);
  expect(verifyEd25519(raw, "Text", signature)).toBe(false);
  expect(verifyEd25519(newKey().raw, "text", signature)).toBe(false);
  expect(verifyEd25519(raw, "text", `${signature.slice(0, -2)}00`)).toBe(false);
  expect(verifyEd25519("ff".repeat(32), "text", signature)).toBe(false);
  expect(verifyEd25519(raw.toUpperCase(), "text", signature)).toBe(false);
  expect(verifyEd25519(raw, "text", signature.slice(2))).toBe(false);
});

describe("payment keys", () => {
  test("R21.1: enrolled by its executor, approved by a supervisor, listed; it pays from then on", async () => {
    const { signer, wallet } = await world.executor();
    expect(signer).toMatchObject({
      address: wallet.address,
      status: "APPROVED",
      networks: ["DEVNET"],
      executor: { name: "Erik Executor" },
      approvedBy: { name: "Sue Supervisor" },
    });
    for (const username of ["supervisor", "executor", "auditor", "admin"]) {
      const { items } = await (await world.api(username)).call("signers.list", {});
      expect(items.map(({ id }) => id)).toContain(signer.id);
    }
    expect(await (await world.api("operator")).refusal("signers.list", {})).toMatchObject({
      code: "PERMISSION_DENIED",
    });
  });

  test("SIGNATURE_INVALID unless the key itself signed, for this person and this workstation", async () => {
    const client = await world.api("executor");
    const other = await world.api("supervisor");
    const wallet = newWallet();
    const enrol = async (text: { address: string; userId: string; workstationId: string }, by = wallet) =>
      client.refusal("signers.enrol", {
        body: {
          address: wallet.address,
          networks: ["DEVNET"],
          workstationId: client.deviceId,
          workstationName: "Desk",
          proof: await by.signMessage(signerProofText(text)),
        },
      });
    const right = { address: wallet.address, userId: client.user.id, workstationId: client.deviceId };
    expect(await enrol(right, newWallet())).toMatchObject({ status: 422, code: "SIGNATURE_INVALID" });
    expect(await enrol({ ...right, userId: other.user.id })).toMatchObject({ code: "SIGNATURE_INVALID" });
    expect(await enrol({ ...right, workstationId: other.deviceId })).toMatchObject({ code: "SIGNATURE_INVALID" });
    expect(await enrol(right)).toBeNull();
    expect(await enrol(right)).toMatchObject({ status: 409, code: "SIGNER_STATE" });
  });

  test("SIGNER_STATE for another workstation, an unknown network, a client's or a deposit address", async () => {
    const client = await world.api("executor");
    const refusal = async (wallet: Wallet, change: Record<string, unknown>) => {
      const workstationId = (change["workstationId"] as string | undefined) ?? client.deviceId;
      const text = signerProofText({ address: wallet.address, userId: client.user.id, workstationId });
      return client.refusal("signers.enrol", {
        body: {
          address: wallet.address,
          networks: ["DEVNET"],
          workstationId,
          workstationName: "Desk",
          proof: await wallet.signMessage(text),
          ...change,
        },
      });
    };
    expect(await refusal(newWallet(), { workstationId: await unknownId() })).toMatchObject({ code: "SIGNER_STATE" });
    expect(await refusal(newWallet(), { networks: ["DEVNET", "OTHERNET"] })).toMatchObject({ code: "SIGNER_STATE" });
    for (const address of [CLIENT.wallet, CLIENT.depositAddress]) {
      const account = world.chain.accounts.find((one) => one.address === address);
      expect(await refusal(new Wallet(account?.privateKey ?? ""), {})).toMatchObject({ code: "SIGNER_STATE" });
    }
  });

  test("I3: nobody approves his own key; it needs a fresh proof, the right version and a key that waits", async () => {
    const executor = await world.api("executor");
    await world.central.asSystem(({ db }) =>
      db.insert(userGrants).values({ userId: executor.user.id, permission: "Signer.Approve" }),
    );
    const signer = await world.enrol(executor, newWallet());
    const call = async (by: TestClient, change: Record<string, unknown> = {}) => ({
      params: { id: signer.id },
      ifMatch: signer.version,
      body: { stepUpToken: await by.stepUp({ action: "signer.approve", resourceId: signer.id }) },
      ...change,
    });
    expect(await executor.refusal("signers.approve", await call(executor))).toMatchObject({
      status: 403,
      code: "SELF_APPROVAL_FORBIDDEN",
    });
    const supervisor = await world.api("supervisor");
    const approve = async (change: Record<string, unknown>) =>
      supervisor.refusal("signers.approve", await call(supervisor, change));
    expect(await approve({ body: { stepUpToken: "guessed" } })).toMatchObject({ code: "STEP_UP_REQUIRED" });
    expect(await approve({ ifMatch: 9 })).toMatchObject({ status: 412, code: "VERSION_MISMATCH" });
    expect(await approve({ params: { id: await unknownId() } })).toMatchObject({ code: "NOT_FOUND" });
    const approved = await supervisor.call("signers.approve", await call(supervisor));
    const again = await call(supervisor, { ifMatch: approved.version });
    expect(await supervisor.refusal("signers.approve", again)).toMatchObject({ status: 409, code: "SIGNER_STATE" });
    const retire = { params: { id: signer.id }, ifMatch: approved.version, body: { remarks: "Desk is given up" } };
    const retired = await supervisor.call("signers.retire", retire);
    expect(retired).toMatchObject({ status: "RETIRED" });
    const twice = { ...retire, ifMatch: retired.version };
    expect(await supervisor.refusal("signers.retire", twice)).toMatchObject({ status: 409, code: "SIGNER_STATE" });
  });

  test("SIGNER_HAS_OPEN_SLOTS: a key with a payment under way cannot be taken out of use", async () => {
    await world.approver("supervisor");
    const sent = await world.paid();
    const { signer } = await world.executor();
    const supervisor = await world.api("supervisor");
    const retire = { params: { id: signer.id }, ifMatch: signer.version, body: { remarks: "x" } };
    expect(await supervisor.refusal("signers.retire", retire)).toMatchObject({
      status: 409,
      code: "SIGNER_HAS_OPEN_SLOTS",
    });
    await world.mine(31);
    expect(await world.refund(sent.id)).toMatchObject({ status: "COMPLETED" });
    expect(await supervisor.call("signers.retire", retire)).toMatchObject({ status: "RETIRED" });
  });
});

describe("device keys", () => {
  test("the first set is active at once; after the first decision every new key waits for an endorsement", async () => {
    // The test above let a refund be approved: the first set is closed.
    const supervisor = await world.approver("supervisor");
    expect(supervisor.key).toMatchObject({ status: "ACTIVE", endorsement: null });
    const second = await world.api("supervisor2");
    const { raw } = newKey();
    const waiting = await second.call("deviceKeys.register", keyBody(second, raw));
    expect(waiting).toMatchObject({ status: "PENDING", user: { name: "Sue Supervisor" } });
    // The same key again is the same row; somebody else's, or from elsewhere, is refused.
    expect(await second.call("deviceKeys.register", keyBody(second, raw))).toMatchObject({ id: waiting.id });
    const { client } = supervisor;
    expect(await client.refusal("deviceKeys.register", keyBody(client, raw))).toMatchObject({
      code: "DEVICE_KEY_STATE",
    });
    expect(await client.refusal("deviceKeys.register", keyBody(second, newKey().raw))).toMatchObject({
      status: 409,
      code: "DEVICE_KEY_STATE",
    });

    const endorse = async (
      by: typeof supervisor,
      change: Record<string, unknown> = {},
      body: Record<string, unknown> = {},
    ) => {
      const text = endorsementText({
        type: "deposit-desk/device-key-endorsement/1",
        deviceKeyId: waiting.id,
        publicKey: waiting.publicKey,
        userId: waiting.user.id,
        endorserKeyId: by.key.id,
      });
      return {
        params: { id: waiting.id },
        ifMatch: waiting.version,
        body: {
          endorserKeyId: by.key.id,
          signature: sign(null, Buffer.from(text), by.privateKey).toString("hex"),
          stepUpToken: await by.client.stepUp({ action: "device-key.endorse", resourceId: waiting.id }),
          ...body,
        },
        ...change,
      };
    };
    const self = await endorse({ ...supervisor, client: second });
    expect(await second.refusal("deviceKeys.endorse", self)).toMatchObject({
      status: 403,
      code: "SELF_ENDORSEMENT_FORBIDDEN",
    });
    const refusal = async (change: Record<string, unknown>, body: Record<string, unknown> = {}) =>
      client.refusal("deviceKeys.endorse", await endorse(supervisor, change, body));
    expect(await refusal({}, { signature: "0".repeat(128) })).toMatchObject({ status: 422, code: "SIGNATURE_INVALID" });
    expect(await refusal({}, { endorserKeyId: waiting.id })).toMatchObject({ status: 409, code: "DEVICE_KEY_STATE" });
    expect(await refusal({}, { stepUpToken: "guessed" })).toMatchObject({ status: 403, code: "STEP_UP_REQUIRED" });
    expect(await refusal({ ifMatch: 5 })).toMatchObject({ status: 412, code: "VERSION_MISMATCH" });
    expect(await refusal({ params: { id: await unknownId() } })).toMatchObject({ status: 404, code: "NOT_FOUND" });
    const operator = await world.api("operator");
    expect(await operator.refusal("deviceKeys.endorse", await endorse(supervisor))).toMatchObject({
      code: "PERMISSION_DENIED",
    });

    const active = await client.call("deviceKeys.endorse", await endorse(supervisor));
    expect(active).toMatchObject({
      status: "ACTIVE",
      endorsement: { endorserKeyId: supervisor.key.id, by: { name: "Sam Supervisor" } },
    });
    expect(await refusal({ ifMatch: active.version })).toMatchObject({ code: "DEVICE_KEY_STATE" });
    const { items } = await operator.call("deviceKeys.list", {});
    expect(items.map(({ id }) => id)).toEqual(expect.arrayContaining([waiting.id, supervisor.key.id]));
  });

  test("I4: a key that still waits, or was revoked, approves nothing", async () => {
    const refund = await world.request(await world.credited());
    const by = await world.approver("supervisor");
    for (const status of ["PENDING", "REVOKED"] as const) {
      await world.central.asSystem(({ db }) =>
        db.update(deviceKeys).set({ status }).where(eq(deviceKeys.id, by.key.id)),
      );
      const problem = await by.client.refusal("refunds.approve", await world.decision(by, refund, "APPROVE"));
      expect(problem, status).toMatchObject({ status: 422, code: "DEVICE_KEY_UNKNOWN" });
    }
  });
});
