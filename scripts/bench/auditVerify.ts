/** B21. The links of the audit log checked again. Floor: the hash alone, over the same bytes made ready before. The rows' way out of the database is left out of both. */
import { canonicalJson } from "#shared/canonicalJson.ts";
import { type AuditBody, eventHash, FIRST_PREV_HASH } from "#central/audit/eventHash.ts";
import { sha256 } from "#central/sha256.ts";
import type { Benchmark } from "./Benchmark.ts";
import { benchDeposit } from "./data/benchRows.ts";
import { compare, costOf } from "./rounds.ts";

const MOST_EVENTS = 100_000;
const EVENTS_A_RECORD = 2;

export const auditVerify: Benchmark = {
  id: "B21",
  what: "check the audit log",
  gate: false,
  async run(world) {
    const count = Math.min(world.rows * EVENTS_A_RECORD, MOST_EVENTS);
    const bodies = Array.from({ length: count }, (_, index) => bodyOf(index + 1, count));
    let prevHash = FIRST_PREV_HASH;
    const texts = bodies.map((body) => {
      const text = `${prevHash}\n${body.seq}\n${canonicalJson(body)}`;
      prevHash = sha256(text);
      return text;
    });
    const last = prevHash;
    const { value, floor, ratio, note } = await compare(
      world.rounds,
      () =>
        costOf(() => {
          let hash = FIRST_PREV_HASH;
          for (const body of bodies) hash = eventHash(hash, body, sha256);
          if (hash !== last) throw new Error("the chain of the bench does not hold");
        }),
      () =>
        costOf(() => {
          for (const text of texts) sha256(text);
        }),
    );
    return [
      { what: `${count} events`, unit: "CPU ms", value: value.cpuMs, floor: floor.cpuMs, ratio, target: 1.5, note },
    ];
  },
};

/** As toAuditEvent makes it of a row, without the two hashes. */
function bodyOf(seq: number, count: number): AuditBody {
  const { id, recordNo, createdAt, status, declaredAmount } = benchDeposit(seq, count);
  return {
    action: "deposit.credited",
    actor: { id: null, name: "Central service", role: "SYSTEM" },
    after: { status, creditedAmount: declaredAmount },
    appVersion: null,
    at: createdAt,
    before: { status: "UNDER_REVIEW", creditedAmount: null },
    entity: "deposit",
    entityId: id,
    entityNo: recordNo,
    fromStatus: "UNDER_REVIEW",
    id,
    reasonCode: null,
    remarks: null,
    requestId: id,
    seq,
    sessionId: null,
    toStatus: status,
    workstationId: null,
  };
}
