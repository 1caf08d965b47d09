// The two commands' common part: FILE [--anchors FILE], one JSON object on stdout, exit status 0 when it held.
import { readFileSync } from "node:fs";
import { readAnchors } from "./auditEvents.mjs";

/**
 * @param {string} name of the command, for the line of use
 * @param {(text: string, anchors: import("./auditEvents.mjs").Anchors | null) => { ok: boolean }} check
 */
export function runCommand(name, check) {
  const [file, option, anchorsFile, ...rest] = process.argv.slice(2);
  if (file === undefined || rest.length > 0 || (option !== undefined && (option !== "--anchors" || !anchorsFile))) {
    process.stderr.write(`use: npm run ${name} -- FILE [--anchors FILE]\n`);
    process.exitCode = 2;
    return;
  }
  const verdict = verdictOf(file, anchorsFile, check);
  process.stdout.write(`${JSON.stringify(verdict)}\n`);
  if (verdict.ok && anchorsFile === undefined)
    process.stderr.write(
      "No anchors were given: that the file was made by the service one thinks of, and not replaced as a whole, is not shown.\n",
    );
  process.exitCode = verdict.ok ? 0 : 1;
}

/** @param {string} file @param {string | undefined} anchorsFile @param {Parameters<typeof runCommand>[1]} check */
function verdictOf(file, anchorsFile, check) {
  try {
    const anchors = anchorsFile === undefined ? null : readAnchors(readFileSync(anchorsFile, "utf8"));
    return check(readFileSync(file, "utf8"), anchors);
  } catch (error) {
    return { ok: false, checked: 0, reason: error instanceof Error ? error.message : "the file cannot be read" };
  }
}
