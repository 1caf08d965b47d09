/**
 * Writes docs/requirements-coverage.md: every requirement, every feature and every transition of the state machines with the tests whose names carry
 * its number. `--check` changes nothing and fails when the page is out of date, or when one of them has no test.
 */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";

import { addressMachine } from "#shared/domain/addressMachine.ts";
import { applicationMachine } from "#shared/domain/applicationMachine.ts";
import { depositMachine } from "#shared/domain/depositMachine.ts";
import { refundMachine } from "#shared/domain/refundMachine.ts";

const ROOT = join(import.meta.dirname, "..");
const PAGE = join(ROOT, "docs", "requirements-coverage.md");

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

/** "feature 22" of the table in docs/features.md. */
function features(): Requirement[] {
  return [
    ...readFileSync(join(ROOT, "docs", "features.md"), "utf8").matchAll(/^\| (\d+) \| (\w[\w ]*) \| (.*) \|$/gm),
  ].map(([, number, room, text]) => ({ id: `feature ${number}`, text: `${room}: ${text}.`, section: "Features" }));
}

const MACHINES = {
  Deposit: depositMachine,
  Refund: refundMachine,
  Address: addressMachine,
  Application: applicationMachine,
};
const TRANSITION = /^[DFWA]\d+$/;
/** Where a transition is driven through the service or the engine; a test of the tables alone proves nothing about it. */
const drives = (id: string, file: string): boolean =>
  /^tests\/central\/(?!machines\/)/.test(file) || (id.startsWith("F") && file.startsWith("tests/main/"));

/** D1 to D29, F1 to F36, W1 to W10, A1 to A6, from the tables that the service goes by. */
function transitions(): Requirement[] {
  return Object.entries(MACHINES).flatMap(([noun, machine]) =>
    machine.transitions.map(({ id, from, to, log }) => ({
      id,
      text: `${noun}: ${from ?? "(new)"} -> ${to}, \`${log}\`.`,
      section: "State machines: each transition driven through the service or, for drafts, the engine",
    })),
  );
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

const IDS = /\bR\d+a?\.\d+\b|\bfeature \d+\b|\b[DFW][1-9]\d?\b|\bA[1-6]\b/g;

/** Names of tests (any quoted text on a line that starts a test) with the numbers in them. */
export function namedTests(source: string): { name: string; ids: string[] }[] {
  return [...source.matchAll(/(["'`])((?:(?!\1)[^\\\n]|\\.)*)\1/g)].flatMap(([, , name = ""]) => {
    // A transition's number alone is a value and no test's name.
    const ids = [...new Set(name.match(IDS) ?? [])].filter((id) => id !== name);
    return ids.length === 0 ? [] : [{ name, ids }];
  });
}

function testsById(): Map<string, string[]> {
  const tests = new Map<string, string[]>();
  for (const file of testFiles(join(ROOT, "tests")))
    for (const { name, ids } of namedTests(readFileSync(file, "utf8")))
      for (const id of ids) {
        if (TRANSITION.test(id) && !drives(id, relative(ROOT, file))) continue;
        tests.set(id, [
          ...(tests.get(id) ?? []),
          `\`${relative(ROOT, file)}\` ${name.replace(/(?:\b(?:[RFDWIA]\d+a?(?:\.\d+)?|feature \d+)\b[ ,:]*)+/, "").trim()}`,
        ]);
      }
  return tests;
}

function page(all: Requirement[], tests: Map<string, string[]>): string {
  const covered = all.filter(({ id }) => tests.has(id)).length;
  const lines = [
    "# Requirements and their tests",
    "",
    "Written by `npm run coverage` from `requirements.md`, `features.md`, the state machines and the names of the tests; checked by `npm run check`.",
    "",
    `${covered} of ${all.length} requirements, features and transitions have a test.`,
    "",
  ];
  let section = "";
  for (const requirement of all) {
    if (requirement.section !== section) {
      section = requirement.section;
      lines.push(`## ${section}`, "");
    }
    lines.push(`**${requirement.id}** ${requirement.text}`, "");
    for (const test of tests.get(requirement.id) ?? []) lines.push(`- ${test}`);
    if (!tests.has(requirement.id)) lines.push("- **no test**");
    lines.push("");
  }
  return `${lines.join("\n").trimEnd()}\n`;
}

function main(): void {
  const all = [...requirements(), ...features(), ...transitions()];
  const tests = testsById();
  const text = page(all, tests);
  const uncovered = all.filter(({ id }) => !tests.has(id)).map(({ id }) => id);
  const unknown = [...tests.keys()].filter((id) => !all.some((requirement) => requirement.id === id));
  if (unknown.length > 0) process.stderr.write(`tests name what does not exist: ${unknown.join(", ")}\n`);
  if (!process.argv.includes("--check")) {
    writeFileSync(PAGE, text);
    process.stderr.write(
      `${relative(ROOT, PAGE)}: ${all.length} requirements, features and transitions, without a test: ${uncovered.join(", ") || "none"}\n`,
    );
    return;
  }
  const current = readFileSync(PAGE, "utf8");
  if (current !== text)
    process.stderr.write("docs/requirements-coverage.md is out of date: run `npm run coverage` and commit it\n");
  if (uncovered.length > 0) process.stderr.write(`without a test: ${uncovered.join(", ")}\n`);
  process.exitCode = current === text && uncovered.length === 0 && unknown.length === 0 ? 0 : 1;
}

if (import.meta.main) main();
