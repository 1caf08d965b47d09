/** Two people account for what a payment key did that the books do not explain. Nothing is paid by it; payments may begin again (keyNonces). */
import { consumeStepUp } from "#central/accounts/consumeStepUp.ts";
import { asPerson, type BookContext, now, personOf } from "#central/context.ts";
import { expectVersion } from "#central/http/expectVersion.ts";
import { type Asked, answered } from "#central/refunds/Asked.ts";
import type { BodyOf, http } from "#shared/contract/http.ts";
import type { KeyComparison, Signer } from "#shared/contract/signer.ts";
import { AppError } from "#shared/errors.ts";
import { changeSigner, lockSigner } from "./decideSigner.ts";
import { type SignerRow, toSigner } from "./toSigner.ts";

type Endpoints = (typeof http)["signers"];
type Addressed = { id: string; version: number };

/** The first person: everything below this nonce was looked at. Takes the place of an older proposal. Throws SIGNER_STATE, CHAIN_UNAVAILABLE, VERSION_MISMATCH, NOT_FOUND. */
export async function proposeSettlement(
  context: BookContext,
  input: Addressed & BodyOf<Endpoints["proposeSettlement"]>,
  look: Asked<KeyComparison>,
): Promise<Signer> {
  const signer = await lockUsed(context, input);
  const { network, below, remarks } = input;
  const { findings, next } = answered(look);
  if (!findings.some(({ nonce }) => BigInt(nonce) < BigInt(below)) || BigInt(below) > BigInt(next))
    throw new AppError("SIGNER_STATE", "There is nothing to settle below this nonce; compare the key again");
  const proposedBy = asPerson(personOf(context));
  const settlement = { network, below, remarks, proposedBy, proposedAt: now(context) };
  return changeSigner(context, signer, { settlement }, "signer.settlement_proposed", remarks, { network, below });
}

/**
 * The second person: neither who proposed it nor whose key it is. Refused while a refund is open that one of the transactions paid: that is
 * written down first. Throws SELF_APPROVAL_FORBIDDEN, SIGNER_STATE, NONCE_AHEAD, STEP_UP_REQUIRED, CHAIN_UNAVAILABLE, VERSION_MISMATCH, NOT_FOUND.
 */
export async function approveSettlement(
  context: BookContext,
  input: Addressed & BodyOf<Endpoints["approveSettlement"]>,
  look: Asked<KeyComparison | null>,
): Promise<Signer> {
  const signer = await lockUsed(context, input);
  const { settlement } = signer;
  if (settlement === null) throw new AppError("SIGNER_STATE", "Nobody has proposed to settle anything of this key");
  const person = personOf(context);
  if (person.userId === settlement.proposedBy.id || person.userId === signer.executorId)
    throw new AppError(
      "SELF_APPROVAL_FORBIDDEN",
      "Another person than who proposed it and whose key it is must approve it",
    );
  const paid = answered(look)?.findings.find(
    ({ nonce, refunds }) => BigInt(nonce) < BigInt(settlement.below) && refunds.length > 0,
  );
  if (paid)
    throw new AppError(
      "NONCE_AHEAD",
      `${paid.refunds[0]?.refundNo} is open, and the transaction with nonce ${paid.nonce} paid exactly it: write that payment down there first`,
    );
  await consumeStepUp(context, { token: input.stepUpToken, action: "signer.settle", resourceId: signer.id });
  const { network, below, remarks } = settlement;
  const approved = { ...settlement, approvedBy: asPerson(person), approvedAt: now(context) };
  const patch = { settled: { ...signer.settled, [network]: approved }, settlement: null };
  return changeSigner(context, signer, patch, "signer.settled", remarks, {
    ...{ network, below, proposedBy: settlement.proposedBy.name },
  });
}

async function lockUsed(context: BookContext, { id, version }: Addressed): Promise<SignerRow> {
  const signer = await lockSigner(context, id);
  expectVersion(version, toSigner(signer));
  if (signer.status === "RETIRED")
    throw new AppError("SIGNER_STATE", "This key is out of use; nothing is paid with it");
  return signer;
}
