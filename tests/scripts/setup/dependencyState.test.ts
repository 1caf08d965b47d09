import { describe, expect, test } from "vitest";
import { dependencyDecision, dependencyStamp } from "#scripts/setup/dependencyState.mjs";

const machine = { platform: "linux", arch: "x64" };
const axios = { version: "1.2.3", integrity: "sha512-a" };
const macOnly = { version: "1.0.0", optional: true, os: ["darwin"], cpu: ["arm64"] };
const linuxOnly = { version: "1.0.0", optional: true, os: ["linux"], cpu: ["x64"] };
const neededByOptional = { version: "1.0.0", optional: true };

const lockOf = (packages: object) => JSON.stringify({ packages: { "": { name: "desk" }, ...packages } });
const lockText = lockOf({ "node_modules/axios": axios, "node_modules/mac": macOnly, "node_modules/linux": linuxOnly });

function decide(installed: object | string | undefined, stamp?: string, lock = lockText) {
  const installedText = installed === undefined || typeof installed === "string" ? installed : lockOf(installed);
  return dependencyDecision({
    stamp,
    expected: dependencyStamp(lock, machine),
    lockText: lock,
    installedText,
    machine,
  });
}

describe("what is installed, against the lock file", () => {
  test("a matching stamp means nothing to do", () => {
    expect(decide({}, dependencyStamp(lockText, machine))).toBe("current");
  });
  test("another lock file or another platform has another stamp", () => {
    const stamp = dependencyStamp(lockText, machine);
    expect(dependencyStamp(`${lockText} `, machine)).not.toBe(stamp);
    expect(dependencyStamp(lockText, { platform: "linux", arch: "arm64" })).not.toBe(stamp);
  });
  test("no node_modules, or one that npm did not finish, is installed anew even when a stamp lies there", () => {
    expect(decide(undefined)).toBe("install");
    expect(decide(undefined, dependencyStamp(lockText, machine))).toBe("install");
  });
  test("after a plain npm install everything is already right: only the stamp is renewed", () => {
    expect(decide({ "node_modules/axios": axios, "node_modules/linux": linuxOnly }, "old")).toBe("restamp");
  });
  test("a missing, an older, an altered and a surplus package each mean a new installation", () => {
    const linux = { "node_modules/linux": linuxOnly };
    expect(decide({ ...linux })).toBe("install");
    expect(decide({ ...linux, "node_modules/axios": { ...axios, version: "1.2.2" } })).toBe("install");
    expect(decide({ ...linux, "node_modules/axios": { ...axios, integrity: "sha512-b" } })).toBe("install");
    expect(decide({ ...linux, "node_modules/axios": axios, "node_modules/left": axios })).toBe("install");
  });
  test("an optional package of this platform must be there, what only absent ones need may be missing", () => {
    expect(decide({ "node_modules/axios": axios })).toBe("install");
    const lock = lockOf({ "node_modules/axios": axios, "node_modules/wasm": neededByOptional });
    expect(decide({ "node_modules/axios": axios }, undefined, lock)).toBe("restamp");
  });
  test("a record that cannot be read means a new installation", () => {
    expect(decide('{"packages":')).toBe("install");
  });
});
