/**
 * Writes docs/requirements-coverage.md: every requirement with the tests whose names carry its number.
 * `--check` changes nothing and fails when the page is out of date, or when a requirement that is not left for later has no test.
 */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";

const ROOT = join(import.meta.dirname, "..");
const PAGE = join(ROOT, "docs", "requirements-coverage.md");

/** Left for later, with what is there already. Nothing else may be without a test. */
const LATER: Readonly<Record<string, string>> = {
  "R24.6": "Retention and legal hold come later.",
};

type Requirement = { id: string; text: string; section: string };

function requirements(): Requirement[] {
  const found: Requirement[] = [];
  let section = "";
  for (const line of readFileSync(join(ROOT, "docs", "requirements.md"), "utf8").split("\n")) {
    if (line.startsWith("## S")) section = line.slice(3);
    const match = /^- \*\*(R\d+a?\.\d+)\*\* (.*)$/.exec(line);
    if (match) found.push({ id: match[1] ?? "", text: match[2] ?? "", section });
  }
  return found;
}

function testFiles(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return entry.name === "support" ? [] : testFiles(path);
      return /\.(test|e2e)\.tsx?$/.test(entry.name) ? [path] : [];
    })
    .sort();
}

/** Names of tests (any quoted text on a line that starts a test) with the numbers in them. */
export function namedTests(source: string): { name: string; ids: string[] }[] {
  const named: { name: string; ids: string[] }[] = [];
  for (const match of source.matchAll(/(["'`])((?:(?!\1)[^\\\n]|\\.)*?\bR\d+a?\.\d+\b(?:(?!\1)[^\\\n]|\\.)*)\1/g)) {
    const name = match[2] ?? "";
    named.push({ name, ids: [...new Set(name.match(/\bR\d+a?\.\d+\b/g) ?? [])] });
  }
  return named;
}

function testsById(): Map<string, string[]> {
  const tests = new Map<string, string[]>();
  for (const file of testFiles(join(ROOT, "tests")))
    for (const { name, ids } of namedTests(readFileSync(file, "utf8")))
      for (const id of ids)
        tests.set(id, [
          ...(tests.get(id) ?? []),
          `\`${relative(ROOT, file)}\` ${name.replace(/(?:\b[RFDWI]\d+a?(?:\.\d+)?\b[ ,]*)+/, "").trim()}`,
        ]);
  return tests;
}

function page(all: Requirement[], tests: Map<string, string[]>): string {
  const covered = all.filter(({ id }) => tests.has(id)).length;
  const lines = [
    "# Requirements and their tests",
    "",
    "Written by `npm run coverage` from `requirements.md` and the names of the tests; checked by `npm run check`.",
    "",
    `${covered} of ${all.length} requirements have a test. Those without one are left for later and say so.`,
    "",
  ];
  let section = "";
  for (const requirement of all) {
    if (requirement.section !== section) {
      section = requirement.section;
      lines.push(`## ${section}`, "");
    }
    lines.push(`**${requirement.id}** ${requirement.text}`, "");
    const later = LATER[requirement.id];
    if (later !== undefined) lines.push(`- Later: ${later}`);
    for (const test of tests.get(requirement.id) ?? []) lines.push(`- ${test}`);
    if (later === undefined && !tests.has(requirement.id)) lines.push("- **no test**");
    lines.push("");
  }
  return `${lines.join("\n").trimEnd()}\n`;
}

function main(): void {
  const all = requirements();
  const tests = testsById();
  const text = page(all, tests);
  const uncovered = all.filter(({ id }) => !tests.has(id) && LATER[id] === undefined).map(({ id }) => id);
  const unknown = [...tests.keys()].filter((id) => !all.some((requirement) => requirement.id === id));
  if (unknown.length > 0) process.stderr.write(`tests name requirements that do not exist: ${unknown.join(", ")}\n`);
  if (!process.argv.includes("--check")) {
    writeFileSync(PAGE, text);
    process.stderr.write(
      `${relative(ROOT, PAGE)}: ${all.length} requirements, without a test: ${uncovered.join(", ") || "none"}\n`,
    );
    return;
  }
  const current = readFileSync(PAGE, "utf8");
  if (current !== text)
    process.stderr.write("docs/requirements-coverage.md is out of date: run `npm run coverage` and commit it\n");
  if (uncovered.length > 0) process.stderr.write(`requirements without a test: ${uncovered.join(", ")}\n`);
  process.exitCode = current === text && uncovered.length === 0 && unknown.length === 0 ? 0 : 1;
}

if (import.meta.main) main();
