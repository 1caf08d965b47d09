import { describe, expect, test } from "vitest";
import { missingPackages, missingPackagesFault } from "#scripts/setup/systemPackages.mjs";

describe("system packages", () => {
  test("only what this purpose needs is asked for", () => {
    const names = (...purposes: Parameters<typeof missingPackages>[0] extends ReadonlySet<infer P> ? P[] : never) =>
      missingPackages(new Set(purposes), () => false).map((item) => item.names.at(-1));
    expect(names("window")).toContain("libgtk-3-0");
    expect(names("window")).not.toContain("xvfb");
    expect(names("session")).toContain("gnome-keyring");
    expect(names("tests")).toEqual(["postgresql"]);
    expect(names("compiler")).toEqual(["gcc", "g++", "unzip"]);
  });
  test("nothing is missing where every file is there", () => {
    expect(missingPackages(new Set(["window", "session"]), () => true)).toEqual([]);
  });
  test("without root a person gets one line to type", () => {
    const fault = missingPackagesFault([["libgtk-3-0t64", "libgtk-3-0"], ["xvfb"]], true);
    expect(fault.message).toBe("2 system packages are missing: libgtk-3-0, xvfb");
    expect(fault.remedy).toBe(
      "run: sudo apt-get update && sudo apt-get install -y --no-install-recommends libgtk-3-0 xvfb",
    );
    expect(missingPackagesFault([["xvfb"]], true).message).toBe("1 system package is missing: xvfb");
  });
  test("on a distribution without apt the names are given", () => {
    expect(missingPackagesFault([["xvfb"]], false).remedy).toContain("Debian's names): xvfb");
  });
});
