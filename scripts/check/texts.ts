/**
 * The texts of all languages against the sources that ask for them. The compiler sees missing keys; this sees what it cannot: texts that nobody
 * asks for, translations that lost a part that is filled in, and English that was left standing in another language.
 */
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { LANGUAGES } from "#shared/texts/languages.ts";
import { RESOURCES } from "#shared/texts/resources.ts";
import { askedIn, flatTexts, isAsked, leftInEnglish, partsOf } from "./textKeys.ts";

const ROOT = join(import.meta.dirname, "..", "..");
const SOURCES = [
  "src-main/**/*.ts",
  "src-renderer/**/*.{ts,tsx}",
  "src-shared/domain/**/*.ts",
  "src-shared/texts/*.ts",
  "src-central/**/*.ts",
];

const english = flatTexts(RESOURCES.en);
const asked = askedIn(
  SOURCES.flatMap((pattern) => globSync(pattern, { cwd: ROOT })).map((file) => readFileSync(join(ROOT, file), "utf8")),
  Object.keys(RESOURCES.en),
);

const faults: string[] = [];
for (const key of english.keys()) if (!isAsked(key, asked)) faults.push(`${key}: nobody asks for it; remove it`);
for (const key of asked.keys)
  if (!english.has(key) && !english.has(`${key}_other`)) faults.push(`${key}: it is asked for and does not exist`);
for (const language of LANGUAGES) {
  if (language === "en") continue;
  for (const [key, text] of flatTexts(RESOURCES[language])) {
    const pattern = english.get(key) ?? "";
    if (partsOf(text).join() !== partsOf(pattern).join())
      faults.push(
        `${key} in ${language}: it fills in ${partsOf(text).join() || "nothing"}, English ${partsOf(pattern).join() || "nothing"}`,
      );
    if (leftInEnglish(text, pattern)) faults.push(`${key} in ${language}: it is still English`);
  }
}

if (faults.length > 0) {
  console.error(faults.join("\n"));
  process.exitCode = 1;
}
