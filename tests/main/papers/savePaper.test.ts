import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import type { Refund } from "#shared/contract/refund.ts";
import { LANGUAGES, type Language } from "#shared/texts/languages.ts";
import { type PaperRooms, saveLetter, saveSlip } from "#main/papers/savePaper.ts";
import { fillCache, openCache, type OpenedCache } from "#tests/main/support/openCache.ts";
import { personOf, randomDeposit, randomRefund } from "#tests/main/support/rows.ts";
import { createDice } from "#tests/main/support/seededRandom.ts";

const TEMPLATE = readFileSync(join(import.meta.dirname, "../../../src-renderer/paper.html"), "utf8");
const NOW = Date.parse("2026-11-22T06:02:11.000Z");
const dice = createDice(11);

let opened: OpenedCache | null = null;
afterEach(() => {
  opened?.close();
  opened = null;
});

const PAID: Partial<Refund> = {
  status: "COMPLETED",
  refundNo: "RF-20261122-000001",
  recordNo: "DP-20261121-000009",
  customerNo: "C-10001",
  customerName: "陳大文 <b>& Co</b>",
  amount: "1250.500000000000000001",
  depositAmount: "1250.500000000000000001",
  currency: "ETH",
  adjustmentReason: null,
  refundAddress: "0xE918B28bA2535b767Ea60327898a9f102E77D42F",
  txHash: `0x${"ab".repeat(32)}`,
  completedAt: "2026-11-22T05:59:00.000Z",
  executedBy: { id: "00000000-0000-7000-a000-000000000004", name: "Ng Tsz Kit" },
};

function rooms(changes: Partial<Refund> = {}, language: Language = "en") {
  const refund = randomRefund(dice, 1, randomDeposit(dice, 1), {
    ...PAID,
    requestedBy: personOf(dice, "Ho Chi Fung"),
    ...changes,
  });
  opened = openCache();
  fillCache(opened.writer, { refunds: [refund] });
  const written = new Map<string, string>();
  const papers = {
    desk: {
      cache: opened.cache,
      clock: { now: () => NOW },
      user: () => ({ displayName: "Cheung Mei Yan" }),
      settings: () => ({ theme: "system", density: "default", zone: "Asia/Hong_Kong", language }),
    },
    files: {
      choose: async (name: string) => `/kept/${name}`,
      write: async (file: string, content: string | Uint8Array) =>
        void written.set(file, new TextDecoder().decode(content as Uint8Array)),
    },
    print: async ({ fill }) => new TextEncoder().encode(fill(TEMPLATE)),
    organisation: { name: "Harbour Light Securities", address: ["18/F Lantern Tower", "Hong Kong"] },
  } as PaperRooms;
  return { papers, written, id: refund.id };
}

test("the slip holds every digit, the whole address, each person and the transaction, under the organisation's name", async () => {
  const { papers, written, id } = rooms();
  expect(await saveSlip(papers, { id })).toEqual({ saved: true });
  const slip = written.get("/kept/RF-20261122-000001.pdf") ?? "";
  expect(slip).toContain("1,250.500000000000000001 ETH");
  expect(slip).toContain("0x E918 B28b A253 5b76 7Ea6 0327 898a 9f10 2E77 D42F");
  expect(slip).toContain("Harbour Light Securities</strong><br />18/F Lantern Tower<br />Hong Kong");
  for (const words of ["Ho Chi Fung", "Ng Tsz Kit", `0x${"ab".repeat(32)}`, "2026-11-22 13:59:00 HKT"])
    expect(slip).toContain(words);
  expect(slip).toContain("printed by Cheung Mei Yan, 2026-11-22 14:02:11 HKT");
});

test("what a record says stays text: markup in a name is printed, not drawn", async () => {
  const { papers, written, id } = rooms();
  await saveSlip(papers, { id });
  const slip = [...written.values()].join("");
  expect(slip).toContain("陳大文 &lt;b&gt;&amp; Co&lt;/b&gt;");
  expect(slip).not.toContain("<b>&");
});

test("R23.1 the letter is written in each language, with the same facts", async () => {
  for (const [language, subject, lang] of [
    ["en", "Return of your deposit DP-20261121-000009", "en-GB"],
    ["zh-Hant", "退還存入 DP-20261121-000009", "zh-Hant-HK"],
    ["zh-Hans", "退还存入 DP-20261121-000009", "zh-Hans"],
  ] as const) {
    const { papers, written, id } = rooms();
    await saveLetter(papers, { id, language });
    const letter = written.get(`/kept/RF-20261122-000001-${language}.pdf`) ?? "";
    expect(letter).toContain(`<html lang="${lang}">`);
    expect(letter).toContain(subject);
    expect(letter).toContain("1,250.500000000000000001 ETH");
    expect(letter).toContain("0xE918B28bA2535b767Ea60327898a9f102E77D42F");
    opened?.close();
    opened = null;
  }
});

test("R23.4 no letter says why, who, or what was held", async () => {
  const secret: Partial<Refund> = {
    kind: "FORCED",
    reason: "STR filed",
    adjustmentReason: "Withheld for investigation",
    remainder: "WITHHELD",
    amount: "1000",
    holdReason: "SANCTIONS",
  };
  for (const language of LANGUAGES) {
    const { papers, written, id } = rooms(secret);
    await saveLetter(papers, { id, language });
    const letter = [...written.values()].join("").replace(/<footer>.*/s, "");
    for (const word of ["STR", "investigation", "SANCTIONS", "Withheld", "Ho Chi Fung", "Ng Tsz Kit", "合規", "合规"])
      expect(letter).not.toContain(word);
    opened?.close();
    opened = null;
  }
});

test("a refund that is not completed is told to nobody, but has its slip", async () => {
  const { papers, written, id } = rooms({ status: "CONFIRMING", completedAt: null }, "zh-Hant");
  expect(() => saveLetter(papers, { id, language: "en" })).toThrow(expect.objectContaining({ code: "REFUND_STATE" }));
  await saveSlip(papers, { id });
  expect([...written.values()].join("")).toContain("確認中");
  expect(() => saveSlip(papers, { id: "00000000-0000-7000-a000-0000000000ff" })).toThrow(
    expect.objectContaining({ code: "NOT_FOUND" }),
  );
});

test("who closes the dialog keeps nothing, and a full disk is named", async () => {
  const { papers, written, id } = rooms();
  papers.files.choose = async () => null;
  expect(await saveSlip(papers, { id })).toEqual({ saved: false });
  expect(written.size).toBe(0);
  papers.files.choose = async (name) => name;
  papers.files.write = () => Promise.reject(Object.assign(new Error("no space"), { code: "ENOSPC" }));
  await expect(saveSlip(papers, { id })).rejects.toMatchObject({ code: "DISK_FULL" });
});
