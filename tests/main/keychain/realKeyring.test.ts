/** The real keyring of the session that the tests run in (scripts/run.mjs makes one and throws it away). */
import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { createKeychain } from "#main/keychain/Keychain.ts";
import { loadKeytar } from "#main/keychain/loadKeytar.ts";
import { machineRandom, machineTimer } from "#main/world/thisMachine.ts";

test("R2.2 the operating system's keychain keeps, gives back and forgets a secret", async () => {
  const keychain = createKeychain({
    loadKeyring: loadKeytar,
    service: `Deposit Desk test ${randomUUID()}`,
    timer: machineTimer,
    random: machineRandom,
  });
  await keychain.probe();
  expect(await keychain.has("cache-key")).toBe(false);
  await keychain.set("cache-key", "ab".repeat(32));
  expect(await keychain.get("cache-key")).toBe("ab".repeat(32));
  await keychain.forget("cache-key");
  expect(await keychain.get("cache-key")).toBe(null);
});
