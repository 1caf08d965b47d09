/** Drafts of refund requests: kept encrypted on this workstation, never sent by themselves (R24.2). */
import type { RefundDraft } from "#shared/contract/ipc.ts";
import type { Desk } from "#main/session/Desk.ts";

export async function saveDraft({ writer, user, clock }: Desk, draft: RefundDraft): Promise<null> {
  await writer.saveDraft({ userId: user().id, savedAt: clock.now(), draft });
  return null;
}

export function readDraft({ cache, user }: Desk, { depositId }: { depositId: string }): RefundDraft | null {
  return cache.draft(user().id, depositId);
}

export async function discardDraft({ writer, user }: Desk, { depositId }: { depositId: string }): Promise<null> {
  await writer.discardDraft(user().id, depositId);
  return null;
}
