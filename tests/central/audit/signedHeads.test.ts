import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";

import { appendEvent } from "#central/audit/appendEvent.ts";
import { signHead, signHeadWhenDue } from "#central/audit/signHead.ts";
import { verifyChain } from "#central/audit/verifyChain.ts";
import { MINUTE_MS } from "#central/clock.ts";
import { sha256OfHex } from "#central/sha256.ts";
import { verifyEd25519 } from "#central/signers/verifyEd25519.ts";
import { databaseErrorOf, inTransaction, rowsOf } from "#central/store/inTransaction.ts";
import { verifyAuditLog } from "#scripts/verify/auditLog.mjs";
import { canonicalJson } from "#shared/canonicalJson.ts";
import type { AuditExportPage, AuditHead } from "#shared/contract/audit.ts";
import { whyLogBroken } from "#shared/domain/auditHead.ts";
import { startTestCentral, type TestCentral } from "#tests/support/central.ts";
import type { TestClient } from "#tests/support/centralClient.ts";

let central: TestCentral;
let auditor: TestClient;
let operator: TestClient;
beforeAll(async () => {
  central = await startTestCentral();
  auditor = await central.api("auditor");
  operator = await central.api("operator");
});
afterAll(() => central.stop());

const PROOFS = { verify: verifyEd25519, hash: sha256OfHex };
const append = (count: number) =>
  central.asSystem(async (context) => {
    for (let times = 0; times < count; times += 1)
      await appendEvent(context, { action: "test.happened", entity: "test", remarks: `number ${times}` });
  });
const sign = () => inTransaction(central.rooms.database, (db) => signHead(db, central.rooms));
const run = (text: string) => rowsOf(central.rooms.database.db, sql.raw(text));
const askHead = (client: TestClient, since?: number) =>
  client.call("audit.head", { query: since === undefined ? {} : { since } });

async function exported(): Promise<string> {
  let page: AuditExportPage = await auditor.call("audit.export", {});
  const { head } = page;
  const lines = [canonicalJson({ type: "deposit-desk/audit-export/1", head })];
  while (page.items.length > 0) {
    for (const item of page.items) lines.push(canonicalJson(item));
    page = await auditor.call("audit.export", { query: { after: lines.length - 1, size: head.size } });
  }
  return `${lines.join("\n")}\n`;
}

test("R16.3 a head is signed after a hundred events or a quarter of an hour, whichever comes first, and not before", async () => {
  await signHeadWhenDue(central.rooms);
  const first = (await askHead(operator)).head as AuditHead;
  expect(first.size).toBeGreaterThan(0);
  await append(99);
  await signHeadWhenDue(central.rooms);
  expect((await askHead(operator)).head?.size).toBe(first.size);
  await append(1);
  await signHeadWhenDue(central.rooms);
  expect((await askHead(operator)).head?.size).toBe(first.size + 100);
  await append(1);
  central.clock.advance(14 * MINUTE_MS);
  await signHeadWhenDue(central.rooms);
  expect((await askHead(await central.api("operator"))).head?.size).toBe(first.size + 100);
  central.clock.advance(MINUTE_MS);
  await signHeadWhenDue(central.rooms);
  operator = await central.api("operator");
  auditor = await central.api("auditor");
  expect((await askHead(operator)).head?.size).toBeGreaterThan(first.size + 100);
});

test("R16.3 whoever keeps a head is shown that the log still begins with it, at every size", async () => {
  const kept: AuditHead[] = [];
  for (let round = 0; round < 20; round += 1) {
    await append(1 + (round % 4));
    kept.push(await sign());
  }
  for (const one of kept) {
    const answer = await askHead(operator, one.size);
    expect(whyLogBroken(one, answer, PROOFS), `from ${one.size}`).toBeNull();
  }
  expect(whyLogBroken(null, await askHead(operator), PROOFS)).toBeNull();
});

test("R16.3 what is no continuation of a kept head is named: cut, rewritten, unproven, another key, unsigned, gone", async () => {
  const kept = await sign();
  await append(3);
  const later = await sign();
  const answer = await askHead(operator, kept.size);
  const growth = answer.growth as NonNullable<typeof answer.growth>;
  const flipped = `${later.rootHash.startsWith("0") ? "1" : "0"}${later.rootHash.slice(1)}`;
  const why = (changed: Partial<typeof answer>, from: AuditHead = kept) =>
    whyLogBroken(from, { ...answer, ...changed }, PROOFS);
  expect(why({})).toBeNull();
  expect(why({ head: kept, growth: null }, later)).toMatch(/was cut/);
  expect(why({ head: null, growth: null })).toMatch(/log is gone/);
  expect(why({ growth: null })).toMatch(/does not prove/);
  expect(why({ growth: { ...growth, since: growth.since - 1 } })).toMatch(/does not prove/);
  expect(why({ head: { ...later, rootHash: flipped } })).toMatch(/is not signed/);
  expect(why({}, { ...kept, rootHash: flipped })).toMatch(/other ones than before/);
  expect(why({}, { ...kept, publicKey: flipped })).toMatch(/another key/);
  expect(why({ head: later, growth: null }, { ...later, chainHash: flipped })).toMatch(/was rewritten/);
  for (const part of ["former", "added"] as const) {
    expect(why({ growth: { ...growth, [part]: growth[part].slice(1) } })).toMatch(/other ones/);
    expect(why({ growth: { ...growth, [part]: [flipped, ...growth[part].slice(1)] } })).toMatch(/other ones/);
  }
});

test("R16.3, R24.5 the exported log is checked without any service, and the export itself stands in it", async () => {
  await append(5);
  const text = await exported();
  const lines = text.trimEnd().split("\n");
  const { head } = JSON.parse(lines[0] as string) as { head: AuditHead };
  expect(verifyAuditLog(text, null)).toEqual({ ok: true, checked: lines.length - 1 });
  expect(verifyAuditLog(text, { publicKey: head.publicKey, heads: [head], deviceKeys: [] }).ok).toBe(true);
  expect(lines.at(-1)).toContain('"action":"audit.exported"');
  expect(lines.at(-1)).toContain(auditor.user.id);
});

test("R16.3 a size that was never signed is no export", async () => {
  const { status } = await auditor.send("audit.export", { query: { size: 1 } as never });
  expect(status).toBe(404);
});

test("R16.3 signed heads are never changed, and the check of the log finds what no longer fits them", async () => {
  await sign();
  for (const statement of ["update audit_tree_heads set size = size + 1", "delete from audit_tree_heads"]) {
    const error = await run(statement).catch((caught: unknown) => caught);
    expect(databaseErrorOf(error)?.code, statement).toBe("23001");
  }
  expect((await verifyChain(central.rooms)).ok).toBe(true);
  await run("alter table audit_tree_heads disable trigger all");
  await run("update audit_tree_heads set root_hash = chain_hash where size = (select max(size) from audit_tree_heads)");
  expect(await verifyChain(central.rooms)).toMatchObject({ ok: false, reason: "it is not what was signed" });
  await run("delete from audit_tree_heads where size = (select max(size) from audit_tree_heads)");
  await run("alter table audit_tree_heads enable trigger all");
  expect((await verifyChain(central.rooms)).ok).toBe(true);
});

test("R16.3 accepting a restored log stands in that log: who, for which workstation, what was seen, and why; once for each proof", async () => {
  const supervisor = await central.api("supervisor");
  const { size, at, rootHash } = await sign();
  const kept = { size: size + 9, at, rootHash: "ab".repeat(32) };
  const resourceId = supervisor.deviceId;
  const stepUpToken = await supervisor.stepUp({ action: "audit.accept-head", resourceId });
  const body = {
    kept,
    accepted: { size, at, rootHash },
    broken: "its log was cut",
    remarks: "Restored on Sunday by the operator of the service",
    stepUpToken,
  };
  const send = (client: TestClient, more: Partial<typeof body> = {}) =>
    client.send("audit.acceptHead", { body: { ...body, ...more } });
  expect((await send(operator)).body).toMatchObject({ code: "PERMISSION_DENIED" });
  expect((await send(supervisor, { accepted: { size, at, rootHash: "cd".repeat(32) } })).body).toMatchObject({
    code: "NOT_FOUND",
  });
  expect((await send(supervisor)).body).toEqual({ recorded: 1 });
  expect((await send(supervisor)).body).toMatchObject({ code: "STEP_UP_REQUIRED" });
  const { items } = await auditor.call("audit.list", { query: { action: "audit.head_accepted" } });
  expect(items).toHaveLength(1);
  expect(items[0]).toMatchObject({
    entityId: resourceId,
    before: kept,
    after: { size, rootHash },
    remarks: body.remarks,
  });
});
