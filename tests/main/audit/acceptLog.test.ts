/** R16.3: accepting a restored log on a workstation: typed words, proof, told to the central service, then believed. */
import { expect, test } from "vitest";
import { acceptLog } from "#main/audit/acceptLog.ts";
import type { LogWatch } from "#main/audit/watchLog.ts";
import type { Desk } from "#main/session/Desk.ts";
import { createOncePerKey } from "#main/session/oncePerKey.ts";
import type { AuditHead } from "#shared/contract/audit.ts";
import { AppError } from "#shared/errors.ts";

const AT = "2026-11-22T06:00:00.000Z";
const KEPT = { size: 10, at: AT, rootHash: "ab".repeat(32) };
const OFFERED = { size: 6, at: AT, rootHash: "cd".repeat(32) };
const INPUT = { rootHash: OFFERED.rootHash, typed: "ACCEPT 6", remarks: "Restored on Sunday", proof: "secret" };

function world(refusal: AppError | null = null) {
  const sent: unknown[] = [];
  const accepted: AuditHead[] = [];
  let broken: string | null = "its log was cut";
  const desk = {
    once: createOncePerKey(),
    random: { uuid: () => crypto.randomUUID() },
    user: () => ({ totpEnrolled: false }),
    workstation: { id: "w-1" },
    remote: {
      call: async (endpoint: { path: string }, { body }: { body: unknown }) => {
        sent.push([endpoint.path, body]);
        if (endpoint.path === "/auth/step-up") return { stepUpToken: "proven" };
        if (refusal !== null) throw refusal;
        return { recorded: 1 };
      },
    },
  } as unknown as Desk;
  const watch = {
    offered: (rootHash: string) => (rootHash === OFFERED.rootHash ? (OFFERED as AuditHead) : null),
    state: () => ({ head: KEPT, offered: null, checkedAt: null, broken }),
    accept: async (head: AuditHead) => {
      accepted.push(head);
      broken = null;
    },
  } as unknown as LogWatch;
  const accept = (more: Partial<typeof INPUT> = {}) =>
    acceptLog(desk, watch, { ...INPUT, ...more, idempotencyKey: crypto.randomUUID() });
  return { sent, accepted, accept };
}

test("R16.3 proven for this workstation, told with what was seen and why, then believed", async () => {
  const { sent, accepted, accept } = world();
  expect(await accept()).toMatchObject({ broken: null });
  expect(sent).toEqual([
    ["/auth/step-up", { method: "PASSWORD", code: "secret", action: "audit.accept-head", resourceId: "w-1" }],
    [
      "/audit-events/accepted-heads",
      {
        kept: KEPT,
        accepted: OFFERED,
        broken: "its log was cut",
        remarks: "Restored on Sunday",
        stepUpToken: "proven",
      },
    ],
  ]);
  expect(accepted).toEqual([OFFERED]);
});

test("R16.3 other words, another head or no alarm: nothing is asked and nothing changes", async () => {
  const { sent, accepted, accept } = world();
  await expect(accept({ typed: "ACCEPT 7" })).rejects.toMatchObject({ code: "INPUT_INVALID" });
  await expect(accept({ rootHash: "ef".repeat(32) })).rejects.toMatchObject({ code: "VERSION_MISMATCH" });
  expect(sent).toEqual([]);
  await accept();
  await expect(accept()).rejects.toMatchObject({ code: "VERSION_MISMATCH" });
  expect(accepted).toHaveLength(1);
});

test("R16.3 what the central service does not write down is not believed", async () => {
  const { accepted, accept } = world(new AppError("STEP_UP_REQUIRED", "once more"));
  await expect(accept()).rejects.toMatchObject({ code: "STEP_UP_REQUIRED" });
  expect(accepted).toEqual([]);
});
