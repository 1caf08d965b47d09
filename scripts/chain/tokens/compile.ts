/**
 * Compiles the test tokens into artifacts.json: `node scripts/chain/tokens/compile.ts`.
 * Run it after a change of a .sol file and commit the result; nothing compiles when the product or a test runs.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";

import { Interface, type JsonFragment } from "ethers";
import solc from "solc";

import type { Artifacts } from "./artifacts.ts";
import { COMPILER_SETTINGS, readSources, sourcesSha256 } from "./sources.ts";

interface CompilerOutput {
  errors?: { severity: string; formattedMessage: string }[];
  contracts?: Record<string, Record<string, { abi: JsonFragment[]; evm: { bytecode: { object: string } } }>>;
}

const modules = createRequire(import.meta.url);

/** solc's callback for `import`: the OpenZeppelin files, from the installed package. */
function readImport(path: string): { contents: string } | { error: string } {
  try {
    return { contents: readFileSync(modules.resolve(path), "utf8") };
  } catch (cause) {
    return { error: `${path}: ${String(cause)}` };
  }
}

function compile(): Artifacts {
  const sources = readSources();
  const input = {
    language: "Solidity",
    sources: Object.fromEntries(Object.entries(sources).map(([name, content]) => [name, { content }])),
    settings: { ...COMPILER_SETTINGS, outputSelection: { "*": { "*": ["abi", "evm.bytecode.object"] } } },
  };
  const output = JSON.parse(solc.compile(JSON.stringify(input), { import: readImport })) as CompilerOutput;
  if (output.errors?.length) {
    throw new Error(output.errors.map((each) => each.formattedMessage).join("\n"));
  }
  const contracts: Artifacts["contracts"] = {};
  for (const file of Object.keys(sources)) {
    const name = file.slice(0, -".sol".length);
    const compiled = output.contracts?.[file]?.[name];
    if (!compiled) throw new Error(`${file} has no contract ${name}: a file is named after its contract.`);
    contracts[name] = { abi: new Interface(compiled.abi).format(), bytecode: `0x${compiled.evm.bytecode.object}` };
  }
  return { compiler: String(solc.version()), sourcesSha256: sourcesSha256(), contracts };
}

const target = new URL("./artifacts.json", import.meta.url);
writeFileSync(target, `${JSON.stringify(compile(), null, 2)}\n`);
process.stderr.write(`wrote artifacts.json; now run oxfmt on it\n`);
