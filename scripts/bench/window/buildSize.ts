/** B20. What the page weighs, packed, beside React with one word on the screen, built by the same tool; and whether the program starts without the chain's library. */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { build } from "vite";
import type { Benchmark } from "#scripts/bench/Benchmark.ts";

const ROOT = join(import.meta.dirname, "..", "..", "..");
const OUT = join(ROOT, "out");
const KIB = 1024;

export const buildSize: Benchmark = {
  id: "B20",
  what: "size of what is built",
  gate: true,
  async run(world) {
    const floor = packedScripts(await reactAlone(world.scratch("react")));
    const value = packedScripts(join(OUT, "renderer"));
    const start = readFileSync(join(OUT, "main", "index.js"), "utf8");
    const early = /^import\s[^;]*from\s*["']ethers["']/m.test(start) ? 1 : 0;
    return [
      { what: "scripts of the page, packed", unit: "KiB", value: value / KIB, floor: floor / KIB, target: 2 },
      { what: "ethers loaded at the start (0: no)", unit: "", value: early, floor: null, target: 0 },
    ];
  },
};

function packedScripts(folder: string): number {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".js"))
    .reduce((sum, name) => sum + gzipSync(readFileSync(join(folder, name))).length, 0);
}

async function reactAlone(folder: string): Promise<string> {
  const source = join(folder, "src");
  mkdirSync(source);
  writeFileSync(join(source, "index.html"), '<div id="root"></div><script type="module" src="./main.js"></script>');
  const react = JSON.stringify(join(ROOT, "node_modules", "react", "index.js"));
  const dom = JSON.stringify(join(ROOT, "node_modules", "react-dom", "client.js"));
  writeFileSync(
    join(source, "main.js"),
    `import { createElement } from ${react};\nimport { createRoot } from ${dom};\ncreateRoot(document.getElementById("root")).render(createElement("h1", null, "Empty"));\n`,
  );
  const outDir = join(folder, "out");
  await build({ root: source, logLevel: "error", configFile: false, build: { outDir, target: "chrome130" } });
  return outDir;
}
