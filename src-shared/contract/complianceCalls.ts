/** What the page asks for compliance: how long records are kept, the screening list, and the work on exceptions. All of it is asked of the central service. */
import { TRIAGE_STATUSES } from "#shared/domain/triage.ts";
import { z } from "#shared/zod.ts";
import { call, idempotencyKey, none } from "./call.ts";
import { id, remarks, version } from "./common.ts";
import { type Denylist, type DenylistChanges, type DenylistHistory, denylistInput } from "./denylist.ts";
import type { LegalHold, RecordRetention, RetentionOverview } from "./retention.ts";
import type { Presence } from "./presence.ts";
import { type RestrictedNote, restrictedNoteInput } from "./restrictedNote.ts";
import type { TriageQueue, WorkClaim } from "./triage.ts";

const decision = z.strictObject({ id, version, remarks, idempotencyKey });

// One line a call, as in ipc.ts.
// prettier-ignore
export const complianceCalls = {
  retention: {
    overview: call<RetentionOverview>()(none),
    ofRecord: call<RecordRetention>()(z.strictObject({ id })),
    placeHold: call<RecordRetention>()(decision),
    askLift: call<LegalHold>()(decision),
    approveLift: call<LegalHold>()(decision),
    refuseLift: call<LegalHold>()(decision),
  },
  screening: {
    list: call<DenylistHistory>()(none),
    propose: call<Denylist>()(denylistInput.extend({ idempotencyKey })),
    changes: call<DenylistChanges>()(z.strictObject({ id })),
    approve: call<Denylist>()(decision),
    reject: call<Denylist>()(decision),
    withdraw: call<Denylist>()(decision),
  },
  /** never kept on the workstation */
  notes: {
    list: call<RestrictedNote[]>()(z.strictObject({ id })),
    write: call<RestrictedNote>()(restrictedNoteInput.extend({ id, idempotencyKey })),
  },
  presence: {
    deposit: call<Presence>()(z.strictObject({ id })),
    refund: call<Presence>()(z.strictObject({ id })),
  },
  triage: {
    list: call<TriageQueue>()(z.strictObject({ status: z.enum(TRIAGE_STATUSES).optional() })),
    claim: call<WorkClaim>()(z.strictObject({ id, idempotencyKey })),
    takeOver: call<WorkClaim>()(z.strictObject({ id, remarks, idempotencyKey })),
    release: call<null>()(z.strictObject({ id, idempotencyKey })),
  },
} as const;
