/** R24.5: the pack reaches the disk byte for byte, with a page to print beside it. */
import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import type { Language } from "#shared/texts/languages.ts";
import { saveEvidence } from "#main/evidence/saveEvidence.ts";
import { createDice } from "#tests/main/support/seededRandom.ts";
import { randomDeposit, randomRefund } from "#tests/main/support/rows.ts";

const dice = createDice(7);
const deposit = randomDeposit(dice, 1);
const refund = { ...randomRefund(dice, 1, deposit), reason: "<img src=x onerror=alert(1)>" };
const PACK = `${JSON.stringify({
  made: { at: "2026-11-22T10:00:00.000Z", by: { name: "Ada & Co" } },
  deposit,
  refund,
  chain: null,
  notProven: ["that it is in a block: no node is connected"],
  log: { head: { size: 7, rootHash: "ab".repeat(32), publicKey: "cd".repeat(32) }, events: [] },
})}\n`;
const sha256 = createHash("sha256").update(PACK).digest("hex");

function open(
  answer: { text: string; sha256: string },
  chosen: string | null = "/kept/pack.json",
  language: Language = "en",
) {
  const written = new Map<string, string>();
  const asked: unknown[] = [];
  return {
    written,
    asked,
    save: () =>
      saveEvidence(
        {
          desk: {
            remote: {
              call: async (endpoint: { path: string }, args: { params: unknown }) => {
                asked.push([endpoint.path, args.params]);
                return { fileName: `evidence-${refund.refundNo}.json`, ...answer };
              },
            } as never,
          },
          files: { choose: async () => chosen, write: async (file, text) => void written.set(file, String(text)) },
        },
        "refund",
        language,
        { id: refund.id },
      ),
  };
}

test("R24.5 the pack is kept as it came, and the summary shows people's words as words", async () => {
  const { save, written, asked } = open({ text: PACK, sha256 });
  expect(await save()).toEqual({ saved: true });
  expect(asked).toEqual([["/refunds/:id/evidence", { id: refund.id }]]);
  expect(written.get("/kept/pack.json")).toBe(PACK);
  const summary = written.get("/kept/pack.json.html") ?? "";
  for (const words of [
    refund.refundNo,
    deposit.recordNo,
    "Ada &#38; Co",
    sha256,
    "no node is connected",
    refund.intentHash,
  ])
    expect(summary).toContain(words);
  expect(summary).not.toContain("<img");
  expect(summary).toContain("&#60;img src=x");
});

test("R24.5 a pack that did not arrive whole is not kept, and a closed dialog keeps nothing", async () => {
  const broken = open({ text: PACK.slice(1), sha256 });
  await expect(broken.save()).rejects.toMatchObject({ code: "RESPONSE_INVALID" });
  expect(broken.written.size).toBe(0);
  const closed = open({ text: PACK, sha256 }, null);
  expect(await closed.save()).toEqual({ saved: false });
  expect(closed.written.size).toBe(0);
});

test("R24.5 the summary speaks the language of the window; the pack is the same", async () => {
  const { save, written } = open({ text: PACK, sha256 }, "/kept/pack.json", "zh-Hant");
  await save();
  expect(written.get("/kept/pack.json")).toBe(PACK);
  const summary = written.get("/kept/pack.json.html") ?? "";
  for (const words of ['lang="zh-Hant-HK"', `退款 ${refund.refundNo}：`, "身分及正當性", "此證據包未能證明", sha256])
    expect(summary).toContain(words);
  expect(summary).toContain("<code>npm run evidence:verify -- FILE</code>");
  expect(summary).not.toMatch(/Identity and legitimacy|Record number|\{\{/);
});
