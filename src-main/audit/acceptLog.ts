/** A log that was restored from a backup is accepted on this workstation: told to the central service first, believed afterwards (R16.3). */
import { http } from "#shared/contract/http.ts";
import type { CallParsed, Calls, LogIntegrity } from "#shared/contract/ipc.ts";
import { acceptanceWords } from "#shared/domain/auditHead.ts";
import { AppError } from "#shared/errors.ts";
import type { Desk } from "#main/session/Desk.ts";
import { stepUp } from "#main/session/stepUp.ts";
import type { LogWatch } from "./watchLog.ts";

/** Throws INPUT_INVALID for other words, VERSION_MISMATCH when the alarm is over or another log is shown, STEP_UP_FAILED, NOT_FOUND. */
export async function acceptLog(
  desk: Desk,
  watch: LogWatch,
  { rootHash, typed, remarks, proof, idempotencyKey }: CallParsed<Calls["audit"]["acceptLog"]>,
): Promise<LogIntegrity> {
  const head = watch.offered(rootHash);
  const { head: kept, broken } = watch.state();
  if (head === null || kept === null || broken === null)
    throw new AppError(
      "VERSION_MISMATCH",
      "The log that the central service shows is another one now; look at it again",
    );
  if (typed.trim() !== acceptanceWords(head))
    throw new AppError("INPUT_INVALID", `Type "${acceptanceWords(head)}" to accept this log`);
  await desk.once.run(idempotencyKey, {
    prepare: async () => {
      const rooms = { remote: desk.remote, random: desk.random, user: desk.user() };
      const request = { action: "audit.accept-head", resourceId: desk.workstation.id, proof } as const;
      const stepUpToken = await stepUp(rooms, request);
      const { size, at } = head;
      return { idempotencyKey, body: { kept, accepted: { size, at, rootHash }, broken, remarks, stepUpToken } };
    },
    send: (request) => desk.remote.call(http.audit.acceptHead, request),
  });
  await watch.accept(head);
  return watch.state();
}
