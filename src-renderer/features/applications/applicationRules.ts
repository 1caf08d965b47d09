/** What may be done with an application, and why not (R8.1 to R8.3). Guide, "Request Reception and Record Generation". */
import type { Application } from "#shared/contract/application.ts";
import { DELETABLE_RECORD_STATUS, whyNotPermitted, type ActionContext, type Refusal } from "#shared/domain/deposits.ts";
import { APPLICATION_STATUS_LABELS, DEPOSIT_STATUS_LABELS, statusLabel } from "#shared/domain/statuses.ts";

/** `recordStatus`: of the record generated from it; null while it is not known or there is none. */
export function whyNotDelete(application: Application, recordStatus: string | null, context: ActionContext): Refusal {
  const { status } = application;
  if (status === "RECORDED") {
    if (recordStatus === null) return { code: "STATUS", text: "Its record must be looked at first." };
    if (recordStatus !== DELETABLE_RECORD_STATUS)
      return {
        code: "STATUS",
        text: `Only while its record is "Wallet Address Under Verification" — the record is ${statusLabel(DEPOSIT_STATUS_LABELS, recordStatus)}.`,
      };
  } else if (status !== "ABNORMAL")
    return {
      code: "STATUS",
      text: `Only an abnormal application can be deleted — this is ${statusLabel(APPLICATION_STATUS_LABELS, status)}.`,
    };
  return whyNotDecide("Delete", context);
}

export function whyNotAccept(application: Application, context: ActionContext): Refusal {
  if (application.status !== "ABNORMAL")
    return {
      code: "STATUS",
      text: `Only an abnormal application is accepted — this is ${statusLabel(APPLICATION_STATUS_LABELS, application.status)}.`,
    };
  return whyNotDecide("Accept", context);
}

function whyNotDecide(action: string, context: ActionContext): Refusal {
  const lacking = whyNotPermitted("Deposit Application", context) ?? whyNotPermitted("Application.Decide", context);
  if (lacking) return lacking;
  return context.online ? null : { code: "OFFLINE", text: `${action} needs a connection.` };
}
