/** A4: an operator looked at an abnormal application and takes it as good. Its record is generated now. */
import { asPerson, type Context, now, personOf } from "#central/context.ts";
import { expectVersion } from "#central/http/expectVersion.ts";
import type { Application } from "#shared/contract/application.ts";
import { APPLICATION_STATUS_LABELS } from "#shared/domain/statuses.ts";
import { AppError } from "#shared/errors.ts";
import { checkApplication } from "./checkApplication.ts";
import { generateRecord } from "./generateRecord.ts";
import { lockApplication } from "./loadApplication.ts";
import { moveApplication } from "./moveApplication.ts";
import { toApplication } from "./toApplication.ts";

/** The checks run again: what was missing may be there now. Throws APPLICATION_STATE (with what still stands in the way), VERSION_MISMATCH. */
export async function acceptApplication(
  context: Context,
  input: { id: string; seenVersion: number; remarks: string },
): Promise<Application> {
  const application = await lockApplication(context, input.id);
  const { remarks } = input;
  if (application.status !== "ABNORMAL")
    throw new AppError(
      "APPLICATION_STATE",
      `Only "${APPLICATION_STATUS_LABELS.ABNORMAL}" can be accepted; this is "${APPLICATION_STATUS_LABELS[application.status]}"`,
      { extra: { current: toApplication(application) } },
    );
  expectVersion(input.seenVersion, toApplication(application));
  const { flags, customerName, usable } = await checkApplication(context, application, {
    id: application.id,
    receivedAt: application.requestedAt,
  });
  if (usable === null)
    throw new AppError(
      "APPLICATION_STATE",
      `No record can be generated: ${flags.map(({ detail }) => detail).join("; ")}. Delete the application instead`,
    );
  const record = await generateRecord(context, application, usable, true);
  const accepted = await moveApplication(context, application, "A4", {
    facts: { remarksGiven: remarks.trim() !== "", recordPossible: true },
    patch: {
      depositId: record.id,
      recordNo: record.recordNo,
      customerName,
      decision: { by: asPerson(personOf(context)), at: now(context), remarks, reasonCode: null },
    },
    remarks,
  });
  return toApplication(accepted);
}
