import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

const PACKAGES: Record<string, string> = {
  "linux-x64": "@foundry-rs/anvil-linux-amd64",
  "linux-arm64": "@foundry-rs/anvil-linux-arm64",
  "darwin-x64": "@foundry-rs/anvil-darwin-amd64",
  "darwin-arm64": "@foundry-rs/anvil-darwin-arm64",
  "win32-x64": "@foundry-rs/anvil-win32-amd64",
};

/**
 * The anvil binary of this platform, inside its installed npm package. Started by path rather than through the
 * package's shim, so that the pid we hold is the chain's own.
 */
export function anvilBinary(platform: string = process.platform, arch: string = process.arch): string {
  const name = PACKAGES[`${platform}-${arch}`];
  if (!name) {
    throw new Error(
      `There is no dev chain (anvil) for ${platform}-${arch}; it exists for ${Object.keys(PACKAGES).join(", ")}. ` +
        "Use a chain of your own instead: give its RPC URL with --chain-rpc.",
    );
  }
  const file = platform === "win32" ? "anvil.exe" : "anvil";
  try {
    const fromProject = createRequire(import.meta.url);
    const fromAnvil = createRequire(fromProject.resolve("@foundry-rs/anvil/package.json"));
    const path = join(dirname(fromAnvil.resolve(`${name}/package.json`)), "bin", file);
    if (existsSync(path)) return path;
    throw new Error(`${path} does not exist`);
  } catch (cause) {
    throw new Error(
      `The dev chain's binary is not installed: package ${name} is missing. Run "npm ci" without --omit=optional ` +
        "and without --omit=dev, or give the RPC URL of a chain of your own with --chain-rpc.",
      { cause },
    );
  }
}
