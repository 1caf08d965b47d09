/** R24.4, feature 65: a file of exactly the filtered records, exact to the last digit, in which nothing is run. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createHash } from "node:crypto";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { strFromU8, unzipSync } from "fflate";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Deposit } from "#shared/contract/deposit.ts";
import type { DepositSearch, RecordsFormat } from "#shared/contract/ipc.ts";
import { DEPOSIT_SORTS } from "#shared/contract/ipc.ts";
import { writeFault } from "#main/files/KeptFiles.ts";
import { writeWholeFile } from "#main/world/wholeFile.ts";
import { exportRecords } from "#main/exports/exportRecords.ts";
import type { Language } from "#shared/texts/languages.ts";
import { makeTranslator } from "#shared/texts/translator.ts";
import { recordCells, recordColumns } from "#main/exports/recordColumns.ts";
import { fillCache, openCache, type OpenedCache } from "#tests/main/support/openCache.ts";
import { personOf, randomDeposit } from "#tests/main/support/rows.ts";
import { HOSTILE_TEXTS } from "#tests/support/hostileTexts.ts";
import { createDice } from "#tests/main/support/seededRandom.ts";

/** What the central service lets in: neither NUL nor half a pair. */
const STORABLE = HOSTILE_TEXTS.map((text) => text.trim()).filter(
  (text) => text.isWellFormed() && !text.includes("\u0000") && text.length > 0 && text.length <= 500,
);
const HOSTILE = [
  "=1+1",
  '=HYPERLINK("http://example.org","pay here")',
  "+1",
  "-1+1",
  "@SUM(A1:A9)",
  "\t=1+1",
  "\r=1+1",
  "＝1+1",
  'a "quoted" word, and a comma',
  "two\nlines",
  "two\r\nlines",
  "退款：地址錯誤，請核對",
  "<script>alert(1)</script> & ]]>",
  "\u202Eneerg\u202C",
  "x".repeat(500),
  "_x0041_ reads like an escape",
  ...STORABLE,
];

/* oxlint-disable-next-line no-control-regex */
const NO_XML = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/;
const dice = createDice(24);
const deposits: Deposit[] = [];
let cache: OpenedCache;
let folder: string;

beforeAll(() => {
  cache = openCache();
  folder = mkdtempSync(join(tmpdir(), "deposit-desk-export-"));
  for (let number = 0; number < 1_300; number += 1) {
    const words = HOSTILE[number];
    deposits.push(
      words === undefined
        ? randomDeposit(dice, number)
        : randomDeposit(dice, number, {
            status: "CANCELLED",
            customerName: words.slice(0, 200),
            cancel: { by: personOf(dice), remarks: words },
            declaredAmount: `${"9".repeat(20)}.000000000000000001`,
          }),
    );
  }
  fillCache(cache.writer, { deposits });
});
afterAll(() => {
  cache.close();
  rmSync(folder, { recursive: true, force: true });
});

const source = () => ({ ...cache.cache, ofOneMoment: cache.reader.ofOneMoment });
const RECORD_COLUMNS = recordColumns(makeTranslator("en").t);
const RECORD_HEADERS = RECORD_COLUMNS.map(({ header }) => header);
const question = (search: DepositSearch, format: RecordsFormat, language: Language = "en") => ({
  search,
  format,
  zone: "Asia/Hong_Kong" as const,
  language,
  filterText: "network:DEVNET",
  by: "Cheung Mei Yan",
  at: Date.parse("2026-11-23T02:00:00.000Z"),
});

async function exported(search: DepositSearch, format: RecordsFormat, language: Language = "en") {
  const file = join(folder, `records.${format}`);
  const told: number[] = [];
  let facts = { rows: 0, sha256: "" };
  await writeWholeFile(file, async (write) => {
    facts = await exportRecords(source(), question(search, format, language), write, (rows) => told.push(rows));
  });
  const bytes = readFileSync(file);
  expect(facts.sha256).toBe(createHash("sha256").update(bytes).digest("hex"));
  return { bytes, facts, told };
}

/** What the list shows, read page by page as the window does. */
function listed(search: DepositSearch): Deposit[] {
  const rows: Deposit[] = [];
  let cursor: string | null = null;
  do {
    const page = cache.cache.searchDeposits({ ...search, cursor });
    rows.push(...(JSON.parse(page.rowsJson) as Deposit[]));
    cursor = page.nextCursor;
  } while (cursor !== null);
  return rows;
}

/** RFC 4180, read by the book: quotes doubled inside quotes, lines end with CRLF. */
function parseCsv(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let at = 0;
  while (at < text.length) {
    let cell = "";
    if (text[at] === '"') {
      for (at += 1; ; at += 1) {
        if (text[at] !== '"') cell += text[at];
        else if (text[at + 1] === '"') cell += text[(at += 1)];
        else break;
      }
      at += 1;
    } else for (; at < text.length && text[at] !== "," && !text.startsWith("\r\n", at); at += 1) cell += text[at];
    row.push(cell);
    if (text[at] === ",") at += 1;
    else {
      expect(text.slice(at, at + 2)).toBe("\r\n");
      at += 2;
      rows.push(row);
      row = [];
    }
  }
  return rows;
}

type Sheet = { cells: string[][]; xml: string };

function readSheet(bytes: Uint8Array, number: number): Sheet {
  const parts = unzipSync(bytes);
  const part = (name: string) => strFromU8(parts[name] ?? new Uint8Array());
  const texts = [...part("xl/sharedStrings.xml").matchAll(/<si>(.*?)<\/si>/gs)].map(([, inner = ""]) => plain(inner));
  const xml = part(`xl/worksheets/sheet${number}.xml`);
  const cells = [...xml.matchAll(/<row [^>]*>(.*?)<\/row>/gs)].map(([, row = ""]) => {
    const line: string[] = [];
    for (const [, letters = "", attributes = "", inner = ""] of row.matchAll(
      /<c r="([A-Z]+)\d+"([^>]*?)(?:\/>|>(.*?)<\/c>)/gs,
    )) {
      const column = [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
      const value = plain(inner);
      expect(attributes).toMatch(/t="(s|inlineStr)"/);
      line[column] = attributes.includes('t="s"') ? (texts[Number(value)] ?? "missing") : value;
    }
    return line;
  });
  return { cells, xml };
}

function plain(xml: string): string {
  return xml
    .replace(/<[^>]*>/g, "")
    .replace(/&lt;/g, "<")
    .replace(/&gt;/g, ">")
    .replace(/&quot;/g, '"')
    .replace(/&(#39|apos);/g, "'")
    .replace(/&amp;/g, "&")
    .replace(/_x([0-9A-F]{4})_/g, (_all, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
}

const FILTERS: DepositSearch[] = [
  {},
  { network: ["DEVNET"] },
  { status: ["CANCELLED"], sort: "amount", descending: false },
  { customerNo: "C10003", not: { currency: ["ETH"] } },
  { amountMin: "1000", sort: "customerNo" },
  { recordNo: "DP-20260101-000001" },
  { text: "no record says this" },
];

describe("R24.4 feature 65 the exported file", () => {
  test.each(FILTERS)("holds exactly the filtered records in their order: CSV of %j", async (filter) => {
    const { bytes, facts, told } = await exported(filter, "csv");
    const [headers, ...rows] = parseCsv(bytes.toString("utf8").slice(1));
    const wanted = listed(filter);
    expect(headers).toEqual(RECORD_HEADERS);
    expect(rows.map((row) => row[0])).toEqual(wanted.map(({ recordNo }) => recordNo));
    expect(facts.rows).toBe(wanted.length);
    expect(told.at(-1)).toBe(wanted.length);
  });

  test.each(DEPOSIT_SORTS)("Excel holds every cell in full, sorted by %s", async (sort) => {
    const { bytes } = await exported({ sort, network: ["DEVNET"] }, "xlsx");
    const { cells } = readSheet(bytes, 1);
    const wanted = listed({ sort, network: ["DEVNET"] }).map((deposit) =>
      recordCells(RECORD_COLUMNS, deposit, "Asia/Hong_Kong"),
    );
    expect(cells.slice(1).map((row) => Array.from(row, (cell) => cell ?? ""))).toEqual(
      wanted.map((row) => trimmed(row.map((cell) => cell ?? ""))),
    );
  });

  test("amounts keep every digit: 38 of them are too many for any number type of a spreadsheet", async () => {
    const amount = `${"9".repeat(20)}.000000000000000001`;
    const { bytes } = await exported({ recordNo: "DP-20260101-000000" }, "csv");
    expect(parseCsv(bytes.toString("utf8").slice(1))[1]).toContain(amount);
    expect(readSheet((await exported({ recordNo: "DP-20260101-000000" }, "xlsx")).bytes, 1).cells[1]).toContain(amount);
  });

  test("feature 65 in Chinese the headings, statuses and the sheet about the file are Chinese, and amounts are the same digits", async () => {
    const filter = { status: ["CANCELLED"] } satisfies DepositSearch;
    const english = parseCsv((await exported(filter, "csv")).bytes.toString("utf8").slice(1));
    const chinese = parseCsv((await exported(filter, "csv", "zh-Hant")).bytes.toString("utf8").slice(1));
    expect(chinese[0]?.slice(0, 3)).toEqual(["記錄編號", "申請時間", "狀態"]);
    expect(chinese[1]?.[2]).toBe("已取消");
    const amounts = RECORD_COLUMNS.flatMap(({ header }, index) => (header.endsWith("amount") ? [index] : []));
    expect(amounts).toHaveLength(4);
    const digits = (rows: string[][]) => rows.slice(1).map((row) => amounts.map((index) => row[index]));
    expect(digits(chinese)).toEqual(digits(english));
    const about = readSheet((await exported(filter, "xlsx", "zh-Hans")).bytes, 2).cells.map((row) => row[0]);
    expect(about).toEqual(["记录数目", "数据截至", "筛选条件", "导出人", "导出时间"]);
  });

  test("CSV begins with a byte order mark, keeps Chinese, quotes, commas and line breaks, and no cell begins as a formula", async () => {
    const { bytes } = await exported({ status: ["CANCELLED"], sort: "recordNo", descending: false }, "csv");
    expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    const rows = parseCsv(bytes.toString("utf8").slice(1));
    const remarks = RECORD_HEADERS.indexOf("Cancellation remarks");
    const runs = /^[=+\-@\t\r＝＋－＠]/u;
    HOSTILE.forEach((words, index) => {
      const normal = words.replace(/\r\n?/g, "\n");
      const cell = rows[index + 1]?.[remarks];
      expect(cell, JSON.stringify(words)).toBe(runs.test(normal) ? `'${normal}` : normal);
    });
    for (const row of rows) for (const cell of row) expect(cell, cell).not.toMatch(runs);
  });

  test("an Excel cell is text and never a formula, and the second sheet says what the file is", async () => {
    const { bytes } = await exported({ status: ["CANCELLED"], sort: "recordNo", descending: false }, "xlsx");
    const { cells, xml } = readSheet(bytes, 1);
    expect(xml).not.toMatch(/<f[ >]/);
    // XML 1.0 has no place for these: a spreadsheet would refuse the whole file.
    expect(xml).not.toMatch(NO_XML);
    const remarks = RECORD_HEADERS.indexOf("Cancellation remarks");
    expect(cells[1]?.[remarks]).toBe("=1+1");
    expect(cells.map((row) => row[remarks])).toContain("退款：地址錯誤，請核對");
    expect(cells.map((row) => row[remarks])).toContain("<script>alert(1)</script> & ]]>");
    const about = readSheet(bytes, 2).cells.map((row) => row.join(": "));
    expect(about).toContain("Filter: network:DEVNET");
    expect(about).toContain("Exported by: Cheung Mei Yan");
    expect(about).toContain("Exported at: 2026-11-23 10:00:00+08:00");
    expect(about).toContain(`Records: ${listed({ status: ["CANCELLED"] }).length}`);
  });

  test("is of one moment: what is written meanwhile does not come in", async () => {
    const before = listed({}).length;
    let changed = false;
    const rows: string[] = [];
    await exportRecords(
      source(),
      question({}, "csv"),
      async (part) => void rows.push(part.toString()),
      () => {
        if (changed) return;
        changed = true;
        const fresh = randomDeposit(dice, 9_999, { requestedAt: "2020-01-01T00:00:00.000Z" });
        cache.writer.remember("deposits", [fresh]);
      },
    );
    expect(parseCsv(rows.join("").slice(1))).toHaveLength(before + 1);
    expect(listed({})).toHaveLength(before + 1);
  });
});

describe("a file is there whole or not at all", () => {
  test("what fails on the way leaves the older file, and nothing beside it", async () => {
    const file = join(folder, "older.csv");
    writeFileSync(file, "older");
    const full = Object.assign(new Error("no space left"), { code: "ENOSPC" });
    await expect(
      writeWholeFile(file, async (write) => {
        await write("half");
        throw full;
      }),
    ).rejects.toBe(full);
    expect(readFileSync(file, "utf8")).toBe("older");
    expect(readdirSync(folder).filter((name) => name.includes(".part"))).toEqual([]);
    expect(writeFault(full, "The export")).toMatchObject({ code: "DISK_FULL", retryable: true });
  });
});

function trimmed(row: string[]): string[] {
  const last = row.findLastIndex((cell) => cell !== "");
  return row.slice(0, last + 1);
}
