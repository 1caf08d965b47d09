import { expect, test } from "vitest";
import { needsOwnSession } from "#scripts/setup/sessionChoice.mjs";

const bus = { DBUS_SESSION_BUS_ADDRESS: "unix:path=/run/user/1000/bus" };

test("a desktop keeps its own display and keyring", () => {
  expect(needsOwnSession({ ...bus, DISPLAY: ":0" }, "linux")).toBe(false);
  expect(needsOwnSession({ ...bus, WAYLAND_DISPLAY: "wayland-0" }, "linux")).toBe(false);
  expect(needsOwnSession({}, "darwin")).toBe(false);
});
test("a machine without a display or without a session bus needs its own", () => {
  expect(needsOwnSession({}, "linux")).toBe(true);
  expect(needsOwnSession(bus, "linux")).toBe(true);
  expect(needsOwnSession({ DISPLAY: ":10" }, "linux")).toBe(true);
});
