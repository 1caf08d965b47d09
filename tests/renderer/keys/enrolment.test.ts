import { describe, expect, test } from "vitest";
import { fingerprintOf, inOrderOfUse, pinProblem, trustable, whyNotEnrol } from "#renderer/features/keys/enrolment.ts";
import { byClient, statusCounts } from "#renderer/features/addresses/addressGroups.ts";
import { hashOf, idOf, NOW } from "#tests/support/pageFixtures/ids.ts";
import { EXECUTOR, personOf, SUPERVISOR } from "#tests/support/pageFixtures/people.ts";
import { makeAddress } from "#tests/support/pageFixtures/records.ts";
import { DEVICE_KEYS, FINGERPRINTS } from "#tests/support/pageFixtures/refundWorld.ts";
import type { DeviceKey } from "#shared/contract/session.ts";

const key = (overrides: Partial<DeviceKey> = {}): DeviceKey => ({
  id: idOf("devicekey", 1),
  user: personOf(SUPERVISOR),
  deviceId: idOf("device", 1),
  deviceName: "desk-3",
  publicKey: hashOf(5),
  status: "ACTIVE",
  endorsement: null,
  createdAt: NOW,
  version: 1,
  ...overrides,
});

describe("enrolling a signing key", () => {
  const good = { pin: "246813", pinAgain: "246813", trust: [idOf("devicekey", 1)], compared: true };
  test("the PIN twice, at least one trusted approver, fingerprints compared", () => {
    expect(whyNotEnrol(good)).toBeNull();
    expect(whyNotEnrol({ ...good, pinAgain: "246814" })).toBe("The two PINs are not the same.");
    expect(whyNotEnrol({ ...good, trust: [] })).toContain("Trust at least one approver");
    expect(whyNotEnrol({ ...good, compared: false })).toContain("fingerprints");
    expect(whyNotEnrol({ ...good, pin: "123" })).toBe("Signing PIN: at least 6 characters.");
  });
  test.each(["111111", "123456", "987654", "12345"])("%s is too easy a PIN", (pin) =>
    expect(pinProblem(pin)).not.toBeNull(),
  );
  test("I3 one's own device key and keys out of use are not offered for trust", () => {
    expect(
      trustable(
        [key(), key({ user: personOf(EXECUTOR) }), key({ status: "PENDING" }), key({ status: "REVOKED" })],
        EXECUTOR.id,
      ),
    ).toHaveLength(1);
  });
  test("fingerprints are those of the engine: SHA-256 over the key, in groups of four", async () => {
    const made = await Promise.all(
      DEVICE_KEYS.map((one) =>
        fingerprintOf(one.publicKey, (algorithm, data) => crypto.subtle.digest(algorithm, data)),
      ),
    );
    expect(made).toEqual(FINGERPRINTS);
  });
  test("keys in use come first, those out of use last", () => {
    const order = inOrderOfUse([key({ status: "REVOKED" }), key({ status: "PENDING" }), key()]).map(
      (one) => one.status,
    );
    expect(order).toEqual(["ACTIVE", "PENDING", "REVOKED"]);
  });
});

test("R5.2 addresses stand per client, the Verified ones first", () => {
  const groups = byClient([
    makeAddress({ id: idOf("address", 4), customerNo: "C-111336", customerName: "Chow Tsz Ching" }),
    makeAddress({ id: idOf("address", 2), status: "NOT_VERIFIED" }),
    makeAddress(),
  ]);
  expect(groups.map((group) => [group.customerNo, group.addresses.map((address) => address.status)])).toEqual([
    ["C-108834", ["VERIFIED", "NOT_VERIFIED"]],
    ["C-111336", ["VERIFIED"]],
  ]);
  expect(statusCounts(groups.flatMap((group) => group.addresses))).toEqual([
    { status: "NOT_VERIFIED", count: 1 },
    { status: "VERIFIED", count: 2 },
  ]);
});
