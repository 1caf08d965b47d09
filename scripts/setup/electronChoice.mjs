import { SetupFault } from "./SetupFault.mjs";

/** Names a person may give in DEPOSIT_DESK_ELECTRON to overrule the choice. */
export const ELECTRON_WISHES = /** @type {const} */ (["auto", "official", "fallback"]);

const FORCE_HINT = "or, for development only, set DEPOSIT_DESK_ELECTRON=fallback";

/**
 * Official or fallback Electron, from what the download showed. Only a network that cannot be reached leads to the
 * fallback. A wrong checksum, a refusal by the server or a certificate nobody vouches for may be an attack, and stops.
 *
 * @param {{ reachable: boolean, installer: { code: number, output: string } | undefined, reachableAfter: boolean }} seen
 *   `reachable`: the probe before the download; `installer`: what the installer said (absent when it was not tried);
 *   `reachableAfter`: a second probe of every host the download uses, made when the installer failed
 * @returns {"official" | "fallback"}
 * @throws {SetupFault} where the set-up has to stop
 */
export function chooseElectron({ reachable, installer, reachableAfter }) {
  if (installer?.code === 0) return "official";
  if (!reachable || installer === undefined) return "fallback";
  const said = installer.output.trim();
  if (/checksum|sumchecker|did not match/i.test(said)) {
    throw new SetupFault(
      `the downloaded Electron is not the published one (wrong checksum), so it was not used:\n${lastLines(said)}`,
      "find out what stands between this machine and the download; then run the same command again",
    );
  }
  if (/Response code \d+|HTTPError/.test(said)) {
    throw new SetupFault(
      `the download server refused the official Electron:\n${lastLines(said)}`,
      `check the proxy or mirror (ELECTRON_MIRROR) and run the same command again, ${FORCE_HINT}`,
    );
  }
  if (/CERT_|SELF_SIGNED|certificate|UNABLE_TO_VERIFY/.test(said)) {
    throw new SetupFault(
      `the download server's certificate was not accepted:\n${lastLines(said)}`,
      `give Node your organisation's certificate (NODE_EXTRA_CA_CERTS), ${FORCE_HINT}`,
    );
  }
  if (isNetworkFailure(said) && !reachableAfter) return "fallback";
  throw new SetupFault(
    `the official Electron could not be installed:\n${lastLines(said)}`,
    `run the same command again, ${FORCE_HINT}`,
  );
}

/** @param {string} said */
function isNetworkFailure(said) {
  return /fetch failed|ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ENETUNREACH|EHOSTUNREACH|ETIMEDOUT|CONNECT_TIMEOUT/.test(said);
}

/** @param {string} text */
function lastLines(text) {
  return text.split("\n").slice(0, 6).join("\n");
}
