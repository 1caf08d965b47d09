/** The keychain's room: a closed list of names, clear words when there is none, never a substitute (runtime page, "keytar errors seen"). */
import { createPublicKey, verify } from "node:crypto";
import { expect, test } from "vitest";
import { dataKey } from "#main/keychain/dataKey.ts";
import { openDeviceKey } from "#main/keychain/deviceKey.ts";
import { createKeychain, keychainProblem } from "#main/keychain/Keychain.ts";
import { machineRandom } from "#main/world/thisMachine.ts";
import { createFakeTime } from "#tests/main/support/fakeWorld.ts";
import { memoryRing } from "#tests/main/support/openEngine.ts";

const USER = "00000000-0000-7000-a000-000000000001";

function open(ring = memoryRing(), time = createFakeTime()) {
  const keychain = createKeychain({
    loadKeyring: async () => ring,
    service: "Deposit Desk",
    timer: time.timer,
    random: machineRandom,
  });
  return { ring, time, keychain };
}

test("the probe leaves nothing behind", async () => {
  const { keychain, ring } = open();
  await keychain.probe();
  expect([...ring.entries]).toEqual([]);
});

test("a keyring that forgets what it was given is no keychain", async () => {
  const { keychain, ring } = open();
  ring.getPassword = async () => null;
  await expect(keychain.probe()).rejects.toMatchObject({ code: "KEYCHAIN_UNAVAILABLE" });
});

test("a keyring that waits for a prompt which nobody sees is given up after ten seconds", async () => {
  const { keychain, ring, time } = open();
  ring.setPassword = () => new Promise(() => undefined);
  const probing = keychain.probe();
  const refused = probing.then(
    () => null,
    (error: unknown) => error,
  );
  await time.advance(10_000);
  expect(await refused).toMatchObject({ code: "KEYCHAIN_UNAVAILABLE", message: expect.stringContaining("unlock") });
});

test.each([
  ["Cannot autolaunch D-Bus without X11 $DISPLAY", "session bus"],
  ['Object does not exist at path "/org/freedesktop/secrets/collection/login"', "locked or does not exist"],
  ["Failed to load keytar native addon, checked [...]", "libsecret"],
  ["something else entirely", "keychain of this computer"],
])("%s is told as what to do", (message, words) => {
  expect(keychainProblem(new Error(message))).toContain(words);
});

test("a keyring that failed to load is tried again the next time", async () => {
  let tries = 0;
  const ring = memoryRing();
  const keychain = createKeychain({
    loadKeyring: async () => {
      tries += 1;
      if (tries === 1) throw new Error("Failed to load keytar native addon");
      return ring;
    },
    service: "Deposit Desk",
    timer: createFakeTime().timer,
    random: machineRandom,
  });
  await expect(keychain.probe()).rejects.toMatchObject({ code: "KEYCHAIN_UNAVAILABLE" });
  await keychain.probe();
});

test.each(["", "cache-key ", "device-key:", "signing-key:../x", "other", "refresh-token:1"])(
  "the name %j is not on the list",
  (name) => {
    const { keychain } = open();
    expect(() => keychain.get(name as never)).toThrow(/closed list/);
  },
);

test("a secret too long for Windows is refused before it is stored", async () => {
  const { keychain } = open();
  await expect(keychain.set("cache-key", "x".repeat(2_600))).rejects.toMatchObject({ code: "INTERNAL" });
});

test("R24.3 the key of a file is made once, 256 bits, and never again while the file is there", async () => {
  const { keychain, ring } = open();
  const key = await dataKey({ keychain, random: machineRandom }, "cache-key", false);
  expect(key).toHaveLength(32);
  expect(await dataKey({ keychain, random: machineRandom }, "cache-key", true)).toEqual(key);
  expect([...ring.entries.keys()]).toEqual(["Deposit Desk cache-key"]);
  ring.entries.clear();
  await expect(dataKey({ keychain, random: machineRandom }, "cache-key", true)).rejects.toMatchObject({
    code: "KEYCHAIN_SECRET_MISSING",
  });
});

test("an approver's device key signs with Ed25519, and is the same key after a restart", async () => {
  const { keychain } = open();
  const first = await openDeviceKey(keychain, USER);
  const second = await openDeviceKey(keychain, USER);
  expect(second.publicKey).toBe(first.publicKey);
  const x = Buffer.from(first.publicKey, "hex").toString("base64url");
  const publicKey = createPublicKey({ key: { kty: "OKP", crv: "Ed25519", x }, format: "jwk" });
  const signature = Buffer.from(second.sign("核對 text"), "hex");
  expect(signature).toHaveLength(64);
  expect(verify(null, Buffer.from("核對 text", "utf8"), publicKey, signature)).toBe(true);
  expect(verify(null, Buffer.from("other", "utf8"), publicKey, signature)).toBe(false);
});

test("a device key entry that is not readable is said, never replaced: the enrolled key would be lost", async () => {
  const { keychain, ring } = open();
  ring.entries.set(`Deposit Desk device-key:${USER}`, "{broken");
  await expect(openDeviceKey(keychain, USER)).rejects.toMatchObject({ code: "KEYCHAIN_SECRET_MISSING" });
  expect(ring.entries.get(`Deposit Desk device-key:${USER}`)).toBe("{broken");
});
