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
      `the downloaded Electron is not the published one (wrong checksum), so it was not used:\n${itsWords(said)}`,
      "find out what stands between this machine and the download; then run the same command again",
    );
  }
  if (/Response code \d+|HTTPError/.test(said)) {
    throw new SetupFault(
      `the download server refused the official Electron:\n${itsWords(said)}`,
      `check the proxy or mirror (ELECTRON_MIRROR) and run the same command again, ${FORCE_HINT}`,
    );
  }
  if (/CERT_|SELF_SIGNED|certificate|UNABLE_TO_VERIFY/.test(said)) {
    throw new SetupFault(
      `the download server's certificate was not accepted:\n${itsWords(said)}`,
      `give Node your organisation's certificate (NODE_EXTRA_CA_CERTS), ${FORCE_HINT}`,
    );
  }
  if (isNetworkFailure(said) && !reachableAfter) return "fallback";
  throw new SetupFault(
    `the official Electron could not be installed:\n${itsWords(said)}`,
    `run the same command again, ${FORCE_HINT}`,
  );
}

/** @param {string} said */
function isNetworkFailure(said) {
  return /fetch failed|ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ENETUNREACH|EHOSTUNREACH|ETIMEDOUT|CONNECT_TIMEOUT/.test(said);
}

/**
 * Without the stack, which is npm packages talking about themselves.
 *
 * @param {string} text
 */
function itsWords(text) {
  const lines = text.split("\n").filter((line) => !/^\s+at /.test(line));
  return lines.slice(0, 5).join("\n");
}
