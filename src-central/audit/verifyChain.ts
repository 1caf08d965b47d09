/** Reads the whole log again and checks every link and every signed head (R16.3). */
import { and, asc, gt, lte } from "drizzle-orm";

import type { Rooms } from "#central/context.ts";
import { auditEvents, auditHead, auditTreeHeads } from "#central/store/tables.ts";
import type { http, ResponseOf } from "#shared/contract/http.ts";
import { eventHash, FIRST_PREV_HASH } from "./eventHash.ts";
import { sha256OfHex } from "#central/sha256.ts";
import { auditHeadText } from "#shared/domain/auditHead.ts";
import { emptyRange, extendRange, rootOf } from "#shared/merkle.ts";
import { toHead, type TreeHeadRow } from "./signHead.ts";
import { toAuditEvent } from "./toAuditEvent.ts";
import { verifyEd25519 } from "#central/signers/verifyEd25519.ts";

export type Verification = ResponseOf<typeof http.audit.verify>;

const BATCH = 2000;

/**
 * In batches outside of one long transaction: the log only grows, so that what was there at the start is what is checked.
 * A tail that was cut off is found by the head row, a log that was rewritten by the heads that were signed before; one of which the heads were
 * rewritten too, with the service's own key, only by the heads that workstations keep.
 */
export async function verifyChain({ database, sha256 }: Pick<Rooms, "database" | "sha256">): Promise<Verification> {
  const { db } = database;
  // The signed heads first: each of them is of events that the head row, read after them, counts too.
  const heads = await db.select().from(auditTreeHeads).orderBy(asc(auditTreeHeads.size));
  const [head] = await db.select().from(auditHead);
  const last = head?.seq ?? 0;
  let previous = { seq: 0, hash: FIRST_PREV_HASH };
  let tree = emptyRange(0);
  let unsigned: string[] = [];
  let signedTo = 0;
  for (;;) {
    const rows = await db
      .select()
      .from(auditEvents)
      .where(and(gt(auditEvents.seq, previous.seq), lte(auditEvents.seq, last)))
      .orderBy(asc(auditEvents.seq))
      .limit(BATCH);
    for (const row of rows) {
      const { prevHash, hash, ...body } = toAuditEvent(row);
      const bad = (reason: string) => ({ ok: false, checked: previous.seq, firstBadSeq: previous.seq + 1, reason });
      if (row.seq !== previous.seq + 1) return bad("an event is missing");
      if (prevHash !== previous.hash) return bad("it does not follow the event before it");
      if (eventHash(prevHash, body, sha256) !== hash) return bad("its content was changed");
      previous = { seq: row.seq, hash };
      unsigned.push(hash);
      if (heads[0]?.size !== row.seq) continue;
      tree = extendRange(tree, unsigned, sha256OfHex);
      unsigned = [];
      if (!isSigned(heads.shift() as TreeHeadRow, rootOf(tree, sha256OfHex), hash))
        return { ok: false, checked: signedTo, firstBadSeq: signedTo + 1, reason: "it is not what was signed" };
      signedTo = row.seq;
    }
    if (rows.length < BATCH) break;
  }
  // A head that is left over is of events that are not there.
  if (heads.length > 0 || previous.seq !== last || (head && previous.hash !== head.hash))
    return { ok: false, checked: previous.seq, firstBadSeq: previous.seq + 1, reason: "the end of the log is missing" };
  return { ok: true, checked: last, firstBadSeq: null, reason: null };
}

function isSigned(row: TreeHeadRow, rootHash: string, chainHash: string): boolean {
  const head = toHead(row);
  return (
    head.rootHash === rootHash &&
    head.chainHash === chainHash &&
    verifyEd25519(head.publicKey, auditHeadText(head), head.signature)
  );
}
