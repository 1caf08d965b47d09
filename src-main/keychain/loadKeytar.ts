/** The real keyring. Loaded on first use, because its native part costs time that the first frame needs. */
import type { Keyring } from "./Keychain.ts";

export async function loadKeytar(): Promise<Keyring> {
  // keytar is CommonJS: its functions stand on `default`, of which its typings know nothing.
  const module = (await import("keytar")) as unknown as { default: Keyring };
  return module.default;
}
