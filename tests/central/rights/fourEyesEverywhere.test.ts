/**
 * Many calls in a row by people who hold every role they can at once, on everything that needs two people: refunds, voids, holds, wallets, keys, what is
 * settled of them, screening lists, limits, legal holds. Whatever took effect did so by the word of two (I2, I3, R4.4, R21). FOUR_EYES_CALLS=20000 for a long run.
 */
import { generateKeyPairSync, type KeyObject, sign } from "node:crypto";

import { Wallet } from "ethers";
import { afterAll, beforeAll, expect, test } from "vitest";

import { createUser } from "#central/accounts/createUser.ts";
import { verifyChain } from "#central/audit/verifyChain.ts";
import * as tables from "#central/store/tables.ts";
import { decisionText, signerProofText, voidText } from "#shared/domain/intent.ts";
import type { Permission, Role } from "#shared/domain/permissions.ts";
import { seededRandom } from "#tests/central/books/paperWorld.ts";
import { startTestCentral, type TestCentral } from "#tests/support/central.ts";
import { type EndpointName, type TestClient } from "#tests/support/centralClient.ts";
import { passwordOf, TEST_NETWORK } from "#tests/support/centralWorld.ts";
import { DRAWS, type Hats, type Stage } from "./fourEyesDraws.ts";
import { mineMoney } from "./rowsInStatus.ts";

const CALLS = Number.parseInt(process.env["FOUR_EYES_CALLS"] ?? "400", 10);
const DESK: readonly Role[] = ["OPERATOR", "SUPERVISOR", "EXECUTOR"];
const DESKS = ["desk-1", "desk-2", "desk-3", "desk-4"];
/** who have a payment key too */
const PAYERS = ["desk-1", "desk-2"];
const KINDS: readonly { name: string; roles: readonly Role[]; grants: readonly Permission[] }[] = [
  ...DESKS.map((name) => ({ name, roles: DESK, grants: [] })),
  ...["hold-1", "hold-2", "hold-3"].map((name) => ({
    ...{ name, roles: ["AUDITOR"] as const, grants: ["Retention.Manage"] as const },
  })),
];

let central: TestCentral;
const people: Hats[] = [];
beforeAll(async () => {
  central = await startTestCentral({ checkAnswers: false });
  mineMoney(central);
  // Five transactions of each key that the books do not explain: nobody pays with it before two people settled them.
  central.chain.nonceCounts = async () => ({ latest: 5n, pending: 5n });
  central.chain.nextNonces = async (keys) => keys.map(() => 5n);
  for (const { name, roles, grants } of KINDS) {
    const passwordHash = await central.rooms.passwords.hash(passwordOf(name));
    await central.asSystem((context) =>
      createUser(context, { username: name, displayName: name, passwordHash, roles, grants }),
    );
    people.push(await withKeys(await central.api(name), roles === DESK, PAYERS.includes(name)));
  }
}, 120_000);
afterAll(() => central.stop());

/** Device key and, with `pays`, a payment key that is not approved yet. */
async function withKeys(client: TestClient, decides: boolean, pays: boolean): Promise<Hats> {
  const { publicKey, privateKey } = generateKeyPairSync("ed25519");
  const hats = { client, privateKey, deviceKeyId: "", signerId: "" };
  if (!decides) return hats;
  const raw = Buffer.from(publicKey.export({ format: "jwk" }).x ?? "", "base64url").toString("hex");
  const key = await client.call("deviceKeys.register", {
    body: { deviceId: client.deviceId, deviceName: "Desk", publicKey: raw },
  });
  if (!pays) return { ...hats, deviceKeyId: key.id };
  const wallet = new Wallet(Wallet.createRandom().privateKey);
  const workstationId = client.deviceId;
  const text = signerProofText({ address: wallet.address, userId: client.user.id, workstationId });
  const signer = await client.call("signers.enrol", {
    body: {
      ...{ address: wallet.address, networks: [TEST_NETWORK], workstationId, workstationName: "Desk" },
      proof: await wallet.signMessage(text),
    },
  });
  return { ...hats, deviceKeyId: key.id, signerId: signer.id };
}

const signed = (key: KeyObject, text: string): string => sign(null, Buffer.from(text), key).toString("hex");

test("R4.4 R21.1 I2 I3 whoever tries whatever in whatever order: no one's own word is ever his second", async () => {
  const random = seededRandom(Number.parseInt(process.env["FOUR_EYES_SEED"] ?? "20261123", 10));
  const outcomes = new Map<string, number>();
  const { db } = central.rooms.database;
  for (let call = 0; call < CALLS; call += 1) {
    const pick = <One>(all: readonly One[]): One | undefined => all[random.below(Math.max(1, all.length))];
    const [name, draw] = pick(Object.entries(DRAWS)) as [string, (typeof DRAWS)[string]];
    const usual = /Lift|LegalHold/.test(name) ? people.slice(DESKS.length) : people.slice(0, DESKS.length);
    const person = pick(random.below(16) === 0 ? people : usual) as Hats;
    // Everybody's step-ups and sessions stay fresh, and no two things carry one time.
    central.clock.advance(1);
    const stage: Stage = {
      ...{ central, db, person, pick, below: (bound) => random.below(bound) },
      signDecision: (about, decision, decidedAt) =>
        signed(
          person.privateKey,
          decisionText({
            ...{ type: "deposit-desk/refund-decision/1", refundId: about.id, intentHash: about.intentHash, decision },
            ...{ userId: person.client.user.id, deviceKeyId: person.deviceKeyId, decidedAt },
          }),
        ),
      signVoid: (about, slot, requestedBy, decidedAt) =>
        signed(
          person.privateKey,
          voidText({
            ...{ type: "deposit-desk/refund-void/1", refundId: about.id, intentHash: about.intentHash },
            ...{ chainId: slot.chainId, from: slot.fromAddress, nonce: slot.nonce.toString(), requestedBy },
            ...{ userId: person.client.user.id, deviceKeyId: person.deviceKeyId, decidedAt },
          }),
        ),
    };
    const made = await draw(stage);
    if (made === null) continue;
    const { status, body } = await person.client.send(made.name as EndpointName, made.input as never);
    const code = status < 300 ? "DONE" : ((body as { code?: string } | null)?.code ?? String(status));
    expect(code, `${made.name} ${JSON.stringify(body)}`).not.toBe("INTERNAL");
    outcomes.set(`${name} ${code}`, (outcomes.get(`${name} ${code}`) ?? 0) + 1);
  }
  expect(await bypasses()).toEqual([]);
  if (process.env["FOUR_EYES_CALLS"] !== undefined) console.info([...outcomes].map(String).join("\n"));
  // Both happened: something took effect, and somebody was refused because it was his own.
  const done = [...outcomes.keys()].filter((one) => one.endsWith(" DONE")).map((one) => one.split(" ")[0]);
  expect(Object.keys(DRAWS).filter((name) => !done.includes(name))).toEqual([]);
  const own = [...outcomes].filter(([one]) => / (SELF_|EXECUTOR_IS_)/.test(one)).map(([one]) => one.split(" ")[0]);
  expect(own).toEqual(expect.arrayContaining(["approveRefund", "approveVoid", "followHold", "approveLimits"]));
  expect(await verifyChain(central.rooms)).toMatchObject({ ok: true });
}, 36_000_000);

type Pair = { what: string; first: readonly (string | null | undefined)[]; second: string | null | undefined };

/** Everything that is in force and needed two people, with who they were; those where the second is one of the first. */
async function bypasses(): Promise<Pair[]> {
  const { db } = central.rooms.database;
  const refunds = await db.select().from(tables.refunds);
  const makers = new Map(refunds.map(({ id, requestedById }) => [id, requestedById]));
  const approvals = await db.select().from(tables.refundApprovals);
  const pairs: Pair[] = [
    ...approvals.map(({ refundId, byId }) => ({ what: "decision", first: [makers.get(refundId)], second: byId })),
    ...refunds.flatMap(({ requestedById, executedBy, voiding }) => [
      ...(executedBy ? [{ what: "execution", first: [requestedById], second: executedBy.id }] : []),
      ...(voiding?.approval ? [{ what: "void", first: [voiding.requestedBy.id], second: voiding.approval.by.id }] : []),
    ]),
    ...(await db.select().from(tables.holdProposals))
      .filter(({ followed }) => followed === true)
      .map(({ by, decidedBy }) => ({ what: "hold", first: [by.id], second: decidedBy?.id })),
    ...(await db.select().from(tables.denylists))
      .filter(({ status, proposedBy }) => status === "APPROVED" && proposedBy !== null)
      .map(({ proposedBy, decidedBy }) => ({ what: "list", first: [proposedBy?.id], second: decidedBy?.id })),
    ...(await db.select().from(tables.configurationVersions))
      .filter(({ status }) => status === "APPROVED")
      .map(({ proposedBy, decidedBy }) => ({ what: "limits", first: [proposedBy.id], second: decidedBy?.id })),
    ...(await db.select().from(tables.legalHolds))
      .filter(({ liftedAt }) => liftedAt !== null)
      .map(({ lift, liftedBy }) => ({ what: "legal hold", first: [lift?.by.id], second: liftedBy?.id })),
    ...(await db.select().from(tables.walletAddresses))
      .filter(({ status, verifiedBy, requestedBy }) => status === "VERIFIED" && verifiedBy !== null && requestedBy)
      .map(({ addedById, requestedBy, verifiedBy }) => ({
        ...{ what: "wallet", first: [addedById, requestedBy?.id], second: verifiedBy?.id },
      })),
    ...(await db.select().from(tables.signers)).flatMap(({ status, executorId, approvedBy, settled }) => [
      ...(status === "APPROVED" ? [{ what: "key", first: [executorId], second: approvedBy?.id }] : []),
      ...Object.values(settled).map(({ proposedBy, approvedBy: by }) => ({
        ...{ what: "settlement", first: [proposedBy.id, executorId], second: by.id },
      })),
    ]),
  ];
  const executedWithoutEnough = refunds
    .filter(({ executedBy }) => executedBy !== null)
    .filter(({ id, requiredApprovals, intentHash }) => {
      const counted = approvals.filter((one) => one.refundId === id && one.decision === "APPROVE" && !one.voidedAt);
      return (
        new Set(counted.filter((one) => one.intentHash === intentHash).map((one) => one.byId)).size < requiredApprovals
      );
    })
    .map(({ id }) => ({ what: "too few approvals", first: [id], second: null }));
  const one = pairs.filter(({ first, second }) => second === null || second === undefined || first.includes(second));
  return [...one, ...executedWithoutEnough];
}
