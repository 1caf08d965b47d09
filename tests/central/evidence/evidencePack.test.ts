/** R24.5: an evidence pack is checked by a small program that has nothing but the file, and every tampering is found. */
import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

import type { EvidencePack } from "#central/evidence/EvidencePack.ts";
import { sealPack } from "#central/evidence/sealPack.ts";
import { sha256 } from "#central/sha256.ts";
import { verifyEvidence } from "#scripts/verify/evidencePack.mjs";
import { canonicalJson } from "#shared/canonicalJson.ts";
import type { Refund } from "#shared/contract/refund.ts";
import { type MoneyWorld, startMoneyWorld, UNVERIFIED_CLIENT } from "#tests/central/refunds/moneyWorld.ts";
import { makeDice } from "#tests/scripts/verify/dice.ts";
import { makeLogSigner } from "#tests/scripts/verify/madeLog.ts";
import { REQUIRED_CONFIRMATIONS } from "#tests/support/centralWorld.ts";
import { tamper } from "./tamperings.ts";

let world: MoneyWorld;
beforeAll(async () => {
  world = await startMoneyWorld();
  const first = await world.approver("supervisor");
  await world.executor();
  // The first decision ends the first set: every later key is vouched for.
  const asked = await world.request(await world.credited());
  await first.client.call("refunds.reject", await world.decision(first, asked, "REJECT"));
});
afterAll(() => world.stop());

async function packOf(refund: { id: string }, by = "auditor"): Promise<string> {
  const file = await (await world.api(by)).call("evidence.refund", { params: { id: refund.id } });
  expect(file.sha256).toBe(sha256(file.text));
  return file.text;
}
const read = (text: string) => JSON.parse(text) as EvidencePack;
const known = new Map<string, Promise<string>>();
/** The pack of a refund that was asked for, approved by a person with an endorsed key, paid, confirmed. */
function completed(currency: "USDT" | "ETH"): Promise<string> {
  const made = known.get(currency) ?? makeCompleted(currency);
  known.set(currency, made);
  return made;
}
async function makeCompleted(currency: "USDT" | "ETH"): Promise<string> {
  const record = await world.credited(currency === "ETH" ? { currency, amount: "3" } : {});
  const asked = await world.request(record);
  const approved = await world.approve(asked, "supervisor2");
  const sent = await world.paid(approved);
  await world.mine(REQUIRED_CONFIRMATIONS);
  expect((await world.refund(sent.id)).status).toBe("COMPLETED");
  return packOf(sent);
}

describe("R24.5 the evidence pack of a refund", () => {
  test.each(["USDT", "ETH"] as const)(
    "R24.5, R18.2 a completed %s refund: intent, approvals, signed bytes, block, receipt and log hold together, and nothing is left open",
    async (currency) => {
      const text = await completed(currency);
      const pack = read(text);
      expect(pack.notProven).toEqual([]);
      expect(pack.chain?.headers).toHaveLength(REQUIRED_CONFIRMATIONS);
      expect(pack.chain?.transactionProof?.length).toBeGreaterThan(0);
      expect(pack.chain?.receiptProof?.length).toBeGreaterThan(0);
      expect(pack.refund?.notification?.status).toBe("OPEN");
      expect(pack.log.events.at(-1)?.event.action).toBe("evidence.exported");
      expect(verifyEvidence(text, null)).toEqual({ ok: true, checked: expect.any(Number) });
      const { publicKey } = pack.seal;
      const pinned = pack.keys.map((key) => ({ id: key.id, publicKey: key.publicKey }));
      const anchors = { publicKey, heads: [pack.log.head], deviceKeys: pinned };
      expect(verifyEvidence(text, anchors).ok).toBe(true);
    },
  );

  test("R24.5 a refund that is not paid yet, one that was rejected and one that was withheld each have a pack that holds", async () => {
    const asked = await world.request(await world.credited());
    expect(verifyEvidence(await packOf(asked), null)).toMatchObject({ ok: true });
    const by = await world.approver("supervisor");
    await by.client.call("refunds.reject", await world.decision(by, asked, "REJECT"));
    const rejected = await packOf(asked);
    expect(read(rejected).refund?.status).toBe("REJECTED");
    known.set("REJECTED", Promise.resolve(rejected));
    expect(verifyEvidence(rejected, null)).toMatchObject({ ok: true });
  });

  test("R24.5, R16.2 a cancellation: who, when, why, under the signed log; a record that is not cancelled has none", async () => {
    const record = await world.apply({
      customerNo: UNVERIFIED_CLIENT.customerNo,
      securitiesAccount: UNVERIFIED_CLIENT.securitiesAccount,
      sourceAddress: UNVERIFIED_CLIENT.wallet,
      destinationAddress: UNVERIFIED_CLIENT.depositAddress,
    });
    const supervisor = await world.api("supervisor");
    const early = await supervisor.send("evidence.cancellation", { params: { id: record.id } });
    expect(early.status).toBe(409);
    await (
      await world.api("operator")
    ).call("deposits.cancel", {
      params: { id: record.id },
      ifMatch: record.version,
      body: { remarks: "Duplicate user request" },
    });
    const { text, fileName } = await supervisor.call("evidence.cancellation", { params: { id: record.id } });
    expect(fileName).toBe(`evidence-${record.recordNo}.json`);
    expect(verifyEvidence(text, null)).toMatchObject({ ok: true });
    known.set("CANCELLED", Promise.resolve(text));
    const changed = read(text);
    if (changed.deposit.cancel) changed.deposit.cancel.remarks = "Incorrect address";
    expect(verifyEvidence(sealed(changed), null)).toMatchObject({
      ok: false,
      reason: "deposit.cancel: other remarks were written",
    });
  });

  test("R24.5 only people with the permission Evidence have packs, and each one stands in the log", async () => {
    const asked = await world.request(await world.credited());
    for (const name of ["operator", "executor", "admin"]) {
      const { status } = await (await world.api(name)).send("evidence.refund", { params: { id: asked.id } });
      expect(status, name).toBe(403);
    }
    await packOf(asked, "supervisor");
    const { items } = await (await world.api("auditor")).call("audit.list", { query: { action: "evidence.exported" } });
    expect(items[0]).toMatchObject({ entityNo: asked.refundNo, actor: { name: "Sam Supervisor" } });
  });

  test.each([
    ["of a refund that was paid", () => completed("USDT")],
    ["of a refund that was rejected", () => known.get("REJECTED")],
    ["of a cancellation", () => known.get("CANCELLED")],
  ])(
    "feature 60 R24.5 1,000 random tamperings %s: every one is found, and the part that was changed is named",
    async (_what, make) => {
      const text = (await make()) ?? "";
      expect(verifyEvidence(text, null)).toMatchObject({ ok: true });
      const missed: string[] = [];
      for (let seed = 0; seed < 1_000; seed += 1) {
        const { what, text: changed, part } = tamper(text, makeDice(seed));
        const verdict = verifyEvidence(changed, null);
        if (verdict.ok || changed === text || !names(verdict.reason, part))
          missed.push(`seed ${seed}: ${what} -> ${JSON.stringify(verdict)}`);
      }
      expect(missed).toEqual([]);
    },
  );
});

/** A change of the manifest or of the seal is a change of the seal's word. */
function names(reason: string | undefined, part: string | null): boolean {
  if (reason === undefined) return false;
  if (part === null) return true;
  return part === "manifest" || part === "seal" ? /^(manifest|seal)/.test(reason) : reason.startsWith(part);
}

/** As somebody would who has a key of his own, or the service's: everything is hashed and sealed again. */
function sealed(pack: EvidencePack, signer = makeLogSigner()): string {
  const { type: _type, manifest: _manifest, seal: _seal, ...parts } = pack;
  return sealPack(parts, { logKey: signer, sha256 });
}

describe("R24.5 a pack that was changed and sealed again", () => {
  test.each<[string, (pack: EvidencePack & { refund: Refund }) => void, RegExp]>([
    ["another amount", ({ refund }) => (refund.amount = "1"), /^refund\.amount: the intent has another amount/],
    [
      "another payee, intent and all",
      ({ refund }) => {
        refund.refundAddress = "0x000000000000000000000000000000000000dEaD";
        refund.intent.to = refund.refundAddress;
        refund.intentHash = sha256(canonicalJson(refund.intent));
      },
      /^refund\.approvals\[0\]: it is not this person's word for this intent/,
    ],
    [
      "another identity check",
      ({ refund }) => (refund.identityCheck.reference = "+852 5555 9999"),
      /^refund\.identityCheck: the intent was made on another/,
    ],
    [
      "the maker as approver",
      ({ refund }) => ((refund.approvals[0] as Refund["approvals"][number]).by = refund.requestedBy),
      /^refund\.approvals\[0\]: it is signed with another person's key/,
    ],
    [
      "no approval",
      ({ refund }) => void refund.approvals.pop(),
      /^refund\.approvals: a payment was signed with too few/,
    ],
    ["the maker as executor", ({ refund }) => (refund.executedBy = refund.requestedBy), /^refund\.executedBy/],
    ["a key without its endorsement", ({ keys }) => ((keys[0] as { endorsement: null }).endorsement = null), /^keys\[/],
    ["another key", ({ keys }) => ((keys[0] as { publicKey: string }).publicKey = "ab".repeat(32)), /^keys\[0\]/],
    [
      "other signed bytes",
      ({ transactions: [one] }) =>
        one && (one.signedTx = one.signedTx.replace(/.$/, (last) => (last === "0" ? "1" : "0"))),
      /^transactions\[0\]: its bytes have another hash/,
    ],
    [
      "another slot",
      ({ refund }) => refund.slot && (refund.slot.nonce = "77"),
      /^transactions\[0\]: it uses another nonce than the slot's/,
    ],
    [
      "another payer",
      ({ refund }) => refund.slot && (refund.slot.from = refund.refundAddress),
      /^transactions\[0\]: another key signed it than the slot's/,
    ],
    ["a block less", ({ chain }) => void chain?.headers.pop(), /^chain\.headers: 3 blocks were required/],
    [
      "another block on top",
      ({ chain }) => chain?.headers.splice(1, 1, chain.headers[0] as string),
      /^chain\.headers\[1\]: it does not follow the block before it/,
    ],
    ["another place in the block", ({ chain }) => chain && (chain.transactionIndex += 1), /^chain\.transactionProof/],
    ["half a receipt's proof", ({ chain }) => void chain?.receiptProof?.pop(), /^chain\.receiptProof/],
    ["an event less", ({ log }) => void log.events.splice(-3, 1), /^log\.events: an event is missing|^refund\.status/],
    [
      "an event changed",
      ({ log: { events } }) => ((events[2] as { event: { remarks: string } }).event.remarks = "Another"),
      /^log\.events\[2\]: the content of event/,
    ],
    [
      "another status",
      ({ refund }) => (refund.status = "FAILED_ON_CHAIN"),
      /^refund\.status: the log has another status/,
    ],
    [
      "no chain at all and no word why",
      (pack) => (pack.chain = null),
      /^notProven: a completed refund comes without its block/,
    ],
  ])("R24.5 %s", async (_what, change, reason) => {
    const pack = read(await completed("USDT")) as EvidencePack & { refund: Refund };
    change(pack);
    const verdict = verifyEvidence(sealed(pack), null);
    expect(verdict.ok).toBe(false);
    expect(verdict.reason).toMatch(reason);
  });

  test("R24.5 an unchanged pack under somebody else's seal is not the service's, with anchors or without", async () => {
    const text = await completed("USDT");
    expect(verifyEvidence(sealed(read(text)), null).reason).toMatch(/^seal: another key sealed/);
    const anchors = { publicKey: makeLogSigner().publicKey, heads: [], deviceKeys: [] };
    expect(verifyEvidence(text, anchors).reason).toMatch(/^log\.head: it is signed with another key/);
  });

  test("R24.5 a first key that others have noted down otherwise is not believed", async () => {
    const text = await completed("USDT");
    const { seal, keys } = read(text);
    const deviceKeys = keys.map(({ id }) => ({ id, publicKey: "cd".repeat(32) }));
    const verdict = verifyEvidence(text, { publicKey: seal.publicKey, heads: [], deviceKeys });
    expect(verdict.reason).toMatch(/^keys\[0\]: another key was noted down/);
  });
});

test("R24.5 the checker runs from its own folder, with nothing but Node", async () => {
  const folder = mkdtempSync(join(tmpdir(), "evidence-"));
  try {
    cpSync(join(import.meta.dirname, "..", "..", "..", "scripts", "verify"), join(folder, "verify"), {
      recursive: true,
    });
    const text = await completed("USDT");
    writeFileSync(join(folder, "pack.json"), text);
    const command = [join(folder, "verify", "evidence.mjs"), "pack.json"];
    const alone = { cwd: folder, env: { NODE_PATH: "" } };
    const said = execFileSync(process.execPath, command, { ...alone, stdio: ["ignore", "pipe", "ignore"] }).toString();
    expect(JSON.parse(said)).toEqual(verifyEvidence(text, null));
    writeFileSync(join(folder, "pack.json"), text.replace("Known voice", "Known voise"));
    const failed = spawnSync(process.execPath, command, alone);
    expect(failed.status).toBe(1);
    expect(JSON.parse(failed.stdout.toString())).toMatchObject({ ok: false, reason: expect.stringMatching(/^log/) });
  } finally {
    rmSync(folder, { recursive: true });
  }
});
