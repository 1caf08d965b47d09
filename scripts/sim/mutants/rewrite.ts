/**
 * Puts a mutant into the product while its modules are loaded: nothing of it stands in the product's own code. A module imported with ?mutant=NAME imports
 * likewise whatever leads to a changed file, so that one thread can hold several mutants beside each other and shares what they have in common.
 */
import { readFileSync } from "node:fs";
import { registerHooks } from "node:module";
import { fileURLToPath } from "node:url";
import { importersOf } from "./importersOf.ts";
import { MUTANTS } from "./mutants.ts";

const ROOT = new URL("../../../", import.meta.url).href;
const MARK = "?mutant=";
let installed = false;

/** Once in a thread. */
export function installMutants(): void {
  if (installed) return;
  installed = true;
  const copied = new Map<string, ReadonlySet<string>>();
  const needsCopy = (mark: string, path: string): boolean => {
    const known =
      copied.get(mark) ?? importersOf(MUTANTS.find(({ name }) => name === mark)?.edits.map(({ file }) => file) ?? []);
    copied.set(mark, known);
    return known.has(path);
  };
  registerHooks({
    resolve(specifier, context, next) {
      const resolved = next(specifier, context);
      const mark = context.parentURL?.split(MARK)[1];
      const ours = resolved.url.startsWith(ROOT) && !resolved.url.includes("/node_modules/");
      // Found by the folder of its parent, a package is the same one for everybody.
      if (mark === undefined || !ours || resolved.url.includes(MARK) || !resolved.url.endsWith(".ts")) return resolved;
      if (!needsCopy(mark, resolved.url.slice(ROOT.length))) return resolved;
      return { ...resolved, url: `${resolved.url}${MARK}${mark}` };
    },
    load(url, context, next) {
      const [file = url, mark] = url.split(MARK);
      if (mark === undefined) return next(url, context);
      const path = file.slice(ROOT.length);
      const edits = MUTANTS.find(({ name }) => name === mark)?.edits.filter((edit) => edit.file === path) ?? [];
      let source = readFileSync(fileURLToPath(file), "utf8");
      for (const edit of edits) source = rewritten(source, edit, mark);
      return { format: "module-typescript", source, shortCircuit: true };
    },
  });
}

/** Throws unless the text stands in the file exactly once: a mutant of code that has changed proves nothing. */
export function rewritten(source: string, edit: { file: string; from: string; to: string }, name: string): string {
  const parts = source.split(edit.from);
  if (parts.length !== 2)
    throw new Error(
      `mutant ${name}: its text stands ${parts.length - 1} times in ${edit.file}, not once: ${edit.from}`,
    );
  return parts.join(edit.to);
}
