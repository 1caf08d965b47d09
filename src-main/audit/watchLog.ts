/**
 * Keeps the newest signed head of the central log in this computer's keychain and has every later one proven against it, at every sync: a service
 * whose log was cut or rewritten is noticed here, whoever holds its key (security, "Audit log"; R16.3).
 */
import { createHash } from "node:crypto";
import { auditHead, type AuditHead, type ComparedHead } from "#shared/contract/audit.ts";
import { http } from "#shared/contract/http.ts";
import type { LogIntegrity } from "#shared/contract/ipc.ts";
import { auditHeadText, type VerifyText, whyLogBroken } from "#shared/domain/auditHead.ts";
import { z } from "#shared/zod.ts";
import type { Keychain } from "#main/keychain/Keychain.ts";
import type { Log } from "#main/log/Log.ts";
import type { Remote } from "#main/remote/Remote.ts";
import { type Clock, timestampOf } from "#main/world/clock.ts";

export type LogWatch = {
  state(): LogIntegrity;
  /** the head that is kept; null before the first */
  kept(): AuditHead | null;
  /** A head that the service showed instead of the one that is kept; null for any other. */
  offered(rootHash: string): AuditHead | null;
  /** A person decided that the log of this head is the one to believe from now on: a restored one. Everything later must continue it. */
  accept(head: AuditHead): Promise<void>;
  /** Looks now, unless it has just looked. Never throws: what cannot be asked is asked at the next sync. */
  look(): Promise<void>;
};

const PAUSE_MS = 10_000;
/** A log grows while somebody reads the dialog; what he saw is accepted, not what came since. */
const OFFERED_KEPT = 100;
const hash = (hex: string) => createHash("sha256").update(hex, "hex").digest("hex");
/** of one service: another address has a log of its own */
const keptHead = z.strictObject({ central: z.string(), head: auditHead, broken: z.string().nullable() });

export function createLogWatch(rooms: {
  remote: Pick<Remote, "call" | "baseUrl">;
  keychain: Keychain;
  /** Ed25519 */
  verify: VerifyText;
  clock: Clock;
  log: Log;
  onChange: (state: LogIntegrity) => void;
}): LogWatch {
  const { remote, keychain, clock, log } = rooms;
  const central = remote.baseUrl;
  let kept: AuditHead | null = null;
  let broken: string | null = null;
  let checkedAt: string | null = null;
  let loaded = false;
  let lookedAt: number | null = null;
  /** newest last */
  let offered: AuditHead[] = [];
  let running: Promise<void> | null = null;

  const state = (): LogIntegrity => ({
    head: kept === null ? null : compared(kept),
    offered: broken === null ? null : offeredNow(),
    checkedAt,
    broken,
  });

  function offeredNow(): LogIntegrity["offered"] {
    const newest = offered.at(-1);
    return newest === undefined ? null : { ...compared(newest), sameKey: newest.publicKey === kept?.publicKey };
  }

  async function keep(): Promise<void> {
    if (kept !== null) await keychain.set("audit-head", JSON.stringify({ central, head: kept, broken }));
  }

  async function load(): Promise<void> {
    if (loaded) return;
    const text = await keychain.get("audit-head");
    const stored = text === null ? null : keptHead.safeParse(jsonOf(text));
    if (stored !== null && !stored.success) log.error("what this computer kept of the audit log cannot be read");
    if (stored?.success === true && stored.data.central === central) ({ head: kept, broken } = stored.data);
    loaded = true;
  }

  async function compare(): Promise<void> {
    await load();
    const answer = await remote.call(http.audit.head, { query: kept === null ? {} : { since: kept.size } });
    const why = whyLogBroken(kept, answer, { verify: rooms.verify, hash });
    checkedAt = timestampOf(clock.now());
    const { head } = answer;
    const before = { kept, broken };
    if (why !== null) {
      log.error("the central audit log is not the one that this computer has seen", { reason: why });
      broken = why;
      // The head that was seen stays: it is what proves it.
    } else if (head !== null && broken === null) kept = head;
    if (broken !== null && head !== null && rooms.verify(head.publicKey, auditHeadText(head), head.signature))
      offered = [...offered.filter(({ rootHash }) => rootHash !== head.rootHash), head].slice(-OFFERED_KEPT);
    if (kept !== before.kept || broken !== before.broken) await keep();
    rooms.onChange(state());
  }

  return {
    state,
    kept: () => kept,
    offered: (rootHash) => offered.find((head) => head.rootHash === rootHash) ?? null,
    async accept(head) {
      // A comparison under way was made against the head that is given up.
      await running;
      log.warn("another audit log is accepted on this computer", { count: head.size });
      kept = head;
      broken = null;
      offered = [];
      lookedAt = null;
      await keep();
      rooms.onChange(state());
    },
    look() {
      if (running !== null) return running;
      const now = clock.now();
      if (lookedAt !== null && now - lookedAt < PAUSE_MS) return Promise.resolve();
      lookedAt = now;
      running = compare()
        .catch((error: unknown) => log.warn("the head of the audit log could not be compared", { error }))
        .finally(() => {
          running = null;
        });
      return running;
    },
  };
}

const compared = ({ size, at, rootHash }: AuditHead): ComparedHead => ({ size, at, rootHash });

/** undefined for what is no JSON: the schema refuses it. */
function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
