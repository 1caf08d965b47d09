/** Clients' wallet addresses on the wire. */
import { asSystem, type Context, personOf } from "#central/context.ts";
import { expectVersion } from "#central/http/expectVersion.ts";
import { type Outside, route, routeAfter, type RoutesOf } from "#central/http/route.ts";
import { listMissing, screenAddresses } from "#central/refunds/screenAddress.ts";
import type { WalletAddress } from "#shared/contract/address.ts";
import { type BodyOf, http } from "#shared/contract/http.ts";
import { AppError } from "#shared/errors.ts";
import { addAddress } from "./addAddress.ts";
import { listAddresses } from "./listAddresses.ts";
import { listProofs, showProof } from "./listProofs.ts";
import { loadAddress, lockAddress } from "./loadAddress.ts";
import { openProof } from "./openProof.ts";
import { judgeSubmission, submitProof } from "./submitProof.ts";
import { toWalletAddress, type WalletAddressRow } from "./toWalletAddress.ts";
import { rejectAddress, rejectScreened, revokeAddress, whitelistAddress } from "./verifyAddress.ts";

export const addressRoutes = {
  list: route(http.addresses.list, (context, { query }) => listAddresses(context, query)),
  get: route(http.addresses.get, async (context, { params }) => toWalletAddress(await loadAddress(context, params.id))),
  add: route(http.addresses.add, async (context, { body }) => toWalletAddress(await noteAddress(context, body))),
  proofs: route(http.addresses.proofs, async (context, { params }) => ({
    items: await listProofs(context, params.id),
    nextCursor: null,
    hasMore: false,
  })),
  startProof: routeAfter(
    http.addresses.startProof,
    (outside, { params }) => refuseDenied(outside, params.id),
    async (context, { params, body, ifMatch }) =>
      showProof(context, await openProof(context, { addressId: params.id, seenVersion: ifMatch, method: body.method })),
  ),
  submitProof: routeAfter(
    http.addresses.submitProof,
    (outside, { params, body }) => judgeSubmission(outside, { ...params, ...body }),
    async (context, { params, body }, judged) =>
      toWalletAddress(await submitProof(context, { ...params, ...body }, judged)),
  ),
  approve: route(http.addresses.approve, (context, { params, body, ifMatch }) =>
    decide(context, params.id, ifMatch, () => whitelistAddress(context, params.id, { remarks: body.remarks })),
  ),
  reject: route(http.addresses.reject, (context, { params, body, ifMatch }) =>
    decide(context, params.id, ifMatch, () => rejectAddress(context, params.id, body.remarks)),
  ),
  revoke: route(http.addresses.revoke, (context, { params, body, ifMatch }) =>
    decide(context, params.id, ifMatch, () => revokeAddress(context, params.id, body.remarks)),
  ),
} satisfies RoutesOf<"addresses">;

/** W1; and W10 at once for an address that stands on the screening list. */
async function noteAddress(context: Context, body: BodyOf<typeof http.addresses.add>): Promise<WalletAddressRow> {
  const address = await addAddress(context, { ...body, addedById: personOf(context).userId });
  const { result } = await screenAddresses(context, [address.address]);
  return result === "HIT" ? rejectScreened(context, address.id) : address;
}

/** W10 in a transaction of its own: the request is refused, and the refusal of the address stays. Throws SCREENING_LIST_MISSING, SCREENING_HIT. */
async function refuseDenied({ rooms }: Outside, id: string): Promise<void> {
  const denied = await asSystem(rooms, async (context) => {
    const { address, status } = await lockAddress(context, id);
    const { result } = await screenAddresses(context, [address]);
    if (result === "NOT_SCREENED") throw listMissing();
    if (status !== "NOT_VERIFIED" || result === "CLEAR") return false;
    await rejectScreened(context, id);
    return true;
  });
  if (denied) throw new AppError("SCREENING_HIT", "The address stands on the screening list and is rejected");
}

async function decide(
  context: Context,
  id: string,
  seenVersion: number,
  move: () => Promise<WalletAddressRow>,
): Promise<WalletAddress> {
  expectVersion(seenVersion, toWalletAddress(await loadAddress(context, id)));
  const moved = toWalletAddress(await move());
  // Locked only by the move, after the records that it concerns: somebody may have been faster in between.
  expectVersion(seenVersion, { ...moved, version: moved.version - 1 });
  return moved;
}
