/**
 * True on a Linux machine that lacks a display or a session bus (a server, a container, a plain ssh login): the app then
 * needs a display and a keyring of its own.
 *
 * @param {NodeJS.ProcessEnv} [env]
 * @param {string} [platform]
 */
export function needsOwnSession(env = process.env, platform = process.platform) {
  if (platform !== "linux") return false;
  return !hasDisplay(env) || !env["DBUS_SESSION_BUS_ADDRESS"];
}

/** @param {NodeJS.ProcessEnv} env */
export function hasDisplay(env) {
  return Boolean(env["DISPLAY"]) || Boolean(env["WAYLAND_DISPLAY"]);
}
