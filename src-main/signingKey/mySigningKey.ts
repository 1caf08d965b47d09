/** One's own payment key: where it lies, what it holds, and whose approvals it trusts. */
import type { SigningKey } from "#shared/contract/ipc.ts";
import type { Signer } from "#shared/contract/signer.ts";
import { fromBaseUnits } from "#shared/money.ts";
import { fingerprintOf, type KeyRooms, readSigners, signerWith, vaultOf } from "./keyRooms.ts";

const NONE: SigningKey = {
  signer: null,
  onThisWorkstation: false,
  backupProven: false,
  address: null,
  balances: [],
  pinned: [],
};

export async function mySigningKey(rooms: KeyRooms): Promise<SigningKey> {
  if (!rooms.user().permissions.includes("Signer.Enrol")) return NONE;
  const [signers, vault] = [await readSigners(rooms), await vaultOf(rooms)];
  const header = vault === null ? null : rooms.signer.header(vault);
  const signer = header ? signerWith(header.address, signers) : elsewhere(rooms, signers);
  const address = header?.address ?? signer?.address ?? null;
  return {
    signer,
    onThisWorkstation: header !== null,
    backupProven: header !== null && rooms.journal.isBackupProven(header.address),
    address,
    balances: address === null ? [] : await balancesOf(rooms, address, signer?.networks ?? null),
    pinned: (header?.pinned ?? [])
      .map(({ userId, name, publicKey }) => ({ userId, name, fingerprint: fingerprintOf(publicKey) }))
      // By name: whoever compares fingerprints reads the same list on every workstation.
      .toSorted((a, b) => a.name.localeCompare(b.name, "en") || a.fingerprint.localeCompare(b.fingerprint)),
  };
}

/** The person's newest key on another workstation. */
function elsewhere(rooms: KeyRooms, signers: readonly Signer[]): Signer | null {
  return signers.findLast((one) => one.executor.id === rooms.user().id && one.status !== "RETIRED") ?? null;
}

/** A node that does not answer leaves the balance out; the key's page must still open. */
async function balancesOf(rooms: KeyRooms, address: string, networks: readonly string[] | null) {
  const { currencies, networks: configured } = rooms.configuration();
  const wanted = currencies.filter(({ network }) => networks === null || networks.includes(network));
  const found = await Promise.all(
    wanted.map(async ({ code, network, contractAddress, decimals }) => {
      const chain = configured.find((one) => one.code === network);
      if (!chain) return null;
      try {
        const identity = { code: chain.code, chainId: chain.chainId, genesisHash: chain.genesisHash };
        const units = await rooms.chain.balance(identity, address, contractAddress);
        return { symbol: code, amount: fromBaseUnits(units, decimals) };
      } catch (error) {
        rooms.log.warn("signing key: balance not known", { network, error });
        return null;
      }
    }),
  );
  return found.filter((one) => one !== null);
}
