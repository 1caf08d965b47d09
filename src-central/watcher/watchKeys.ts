/** Payment keys of which the chain knows more than our books do: an alarm, once. Nothing is paid on the network until it is settled (claim refuses). */
import type { ChainHead } from "#central/chain/ChainReader.ts";
import { appendEvent } from "#central/audit/appendEvent.ts";
import { asSystem } from "#central/context.ts";
import { nextNonces, unexplainedNonces } from "#central/refunds/keyNonces.ts";
import type { NetworkWatch } from "./NetworkWatch.ts";

/** After every new block. Throws CHAIN_UNAVAILABLE. */
export async function watchKeys(watch: NetworkWatch, head: ChainHead): Promise<void> {
  if (watch.keysReadAt === head.hash) return;
  const { rooms, network, chain, keyAlarms } = watch;
  const keys = await rooms.books.signersInUse(network);
  const counts = await nextNonces(chain, keys);
  for (const key of keys) {
    const next = counts.get(key.id) ?? 0n;
    // Read after the chain was: whatever was sent until then is registered.
    const found = await unexplainedNonces(rooms, key, chain, next);
    const nonces = found.join(", ");
    if (found.length === 0) keyAlarms.delete(key.id);
    else if (keyAlarms.get(key.id) !== nonces) {
      keyAlarms.set(key.id, nonces);
      await asSystem(rooms, (context) =>
        appendEvent(context, {
          action: "signer.alarm",
          entity: "signer",
          entityId: key.id,
          fromStatus: key.status,
          toStatus: key.status,
          reasonCode: "NONCE_AHEAD",
          detail: { network, address: key.address, nonces, next: next.toString() },
        }),
      );
    }
  }
  watch.keysReadAt = head.hash;
}
