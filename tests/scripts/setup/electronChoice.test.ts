import { describe, expect, test } from "vitest";
import { chooseElectron } from "#scripts/setup/electronChoice.mjs";
import { downloadHosts } from "#scripts/setup/officialElectron.mjs";

const failed = (output: string, reachableAfter = true) =>
  chooseElectron({ reachable: true, installer: { code: 1, output }, reachableAfter });

describe("official or fallback Electron", () => {
  test("the official one where its installer succeeds", () => {
    const installer = { code: 0, output: "" };
    expect(chooseElectron({ reachable: true, installer, reachableAfter: true })).toBe("official");
  });
  test("the fallback where the network cannot be reached, before or during the download", () => {
    expect(chooseElectron({ reachable: false, installer: undefined, reachableAfter: false })).toBe("fallback");
    expect(failed("TypeError: fetch failed\n    at node:internal", false)).toBe("fallback");
    expect(failed("Error: getaddrinfo ENOTFOUND releases", false)).toBe("fallback");
  });
  test("a wrong checksum stops, reachable or not: it may be an attack", () => {
    const said = 'Error: Generated checksum for "electron-v45.zip" did not match expected checksum.';
    expect(() => failed(said)).toThrow(/wrong checksum/);
    expect(() => failed(said, false)).toThrow(/wrong checksum/);
  });
  test("a refusal by the server stops", () => {
    expect(() => failed("HTTPError: Response code 403 (Forbidden) for https://mirror", false)).toThrow(/refused/);
    expect(() => failed("HTTPError: Response code 404 (Not Found) for https://mirror")).toThrow(/refused/);
  });
  test("a certificate nobody vouches for stops", () => {
    expect(() => failed("Error: SELF_SIGNED_CERT_IN_CHAIN", false)).toThrow(/certificate/);
  });
  test("a network failure while every host answers stops, and says how to go on", () => {
    expect(() => failed("TypeError: fetch failed")).toThrow(/could not be installed/);
    expect(() => failed("disk full")).toThrow(
      expect.objectContaining({ remedy: expect.stringContaining("DEPOSIT_DESK_ELECTRON") }),
    );
  });
  test("a mirror is probed instead of the release server, and nothing is probed through a proxy", () => {
    expect(downloadHosts({ ELECTRON_MIRROR: "https://mirror.example:8443/electron/" })).toEqual([
      "mirror.example:8443",
    ]);
    expect(downloadHosts({ ELECTRON_GET_USE_PROXY: "1" })).toEqual([]);
    expect(downloadHosts({})).toHaveLength(2);
  });
});
