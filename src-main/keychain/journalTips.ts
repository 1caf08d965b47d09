/**
 * The newest audit line of the journal, kept in the keychain beside the journal's key. A journal whose end was cut off, that is an older copy, or that is
 * gone, shows at the next start. Written after the journal and never before it, so that a crash leaves a tip that the journal has.
 */
import { createHash } from "node:crypto";
import type { Log } from "#main/log/Log.ts";
import { z } from "#shared/zod.ts";
import type { Keychain } from "./Keychain.ts";
import type { SecretName } from "./secretNames.ts";

const tip = z.strictObject({ seq: z.int().positive(), hash: z.string().regex(/^[0-9a-f]{64}$/) });
type Tip = z.output<typeof tip>;

export type JournalTips = {
  readonly known: Tip | null;
  keep(newest: () => Tip | null): void;
  /** everything that was to be kept is kept, or could not be and was logged */
  settled(): Promise<void>;
};

/** One entry for each journal file: two profiles of one person share a keychain. Throws KEYCHAIN_UNAVAILABLE. */
export async function openJournalTips(rooms: { keychain: Keychain; log: Log }, file: string): Promise<JournalTips> {
  const { keychain, log } = rooms;
  const name: SecretName = `journal-tip:${createHash("sha256").update(file).digest("hex").slice(0, 16)}`;
  const known = parsed(await keychain.get(name));
  let kept = known;
  let wanted: (() => Tip | null) | null = null;
  let keeping: Promise<void> | null = null;

  /** One at a time and always the newest: the keychain is slow, and what lies between two tips follows from the later one. */
  async function keepWanted(): Promise<void> {
    while (wanted !== null) {
      const newest = wanted;
      wanted = null;
      try {
        const next = newest();
        if (next === null || next.hash === kept?.hash) continue;
        await keychain.set(name, JSON.stringify(next));
        kept = next;
      } catch (error) {
        log.warn("journal: its newest audit line could not be kept in the keychain", { error });
      }
    }
  }

  function begin(): void {
    keeping ??= keepWanted().finally(() => {
      keeping = null;
      if (wanted !== null) begin();
    });
  }

  return {
    known,
    keep(newest) {
      wanted = newest;
      begin();
    },
    async settled() {
      while (keeping !== null) await keeping;
    },
  };
}

/** An entry that is no tip was written by nobody of ours; it says nothing. */
function parsed(text: string | null): Tip | null {
  if (text === null) return null;
  try {
    return tip.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}
