/** What may be done with an application, and why not (R8.1 to R8.3). Guide, "Request Reception and Record Generation". */
import type { Application } from "#shared/contract/application.ts";
import { DELETABLE_RECORD_STATUS, whyNotPermitted, type ActionContext, type Refusal } from "#shared/domain/deposits.ts";
import { t } from "#renderer/i18n/t.ts";
import { codeLabel } from "#renderer/i18n/codeLabel.ts";

/** `recordStatus`: of the record generated from it; null while it is not known or there is none. */
export function whyNotDelete(application: Application, recordStatus: string | null, context: ActionContext): Refusal {
  const { status } = application;
  if (status === "RECORDED") {
    if (recordStatus === null) return { code: "STATUS", text: t("applications:rules.look") };
    if (recordStatus !== DELETABLE_RECORD_STATUS)
      return {
        code: "STATUS",
        text: t("applications:rules.recordStatus", { status: codeLabel("deposit", recordStatus) }),
      };
  } else if (status !== "ABNORMAL")
    return {
      code: "STATUS",
      text: t("applications:rules.deleteAbnormal", { status: codeLabel("application", status) }),
    };
  return whyNotDecide(t("applications:rules.deleteOffline"), context);
}

export function whyNotAccept(application: Application, context: ActionContext): Refusal {
  if (application.status !== "ABNORMAL")
    return {
      code: "STATUS",
      text: t("applications:rules.acceptAbnormal", { status: codeLabel("application", application.status) }),
    };
  return whyNotDecide(t("applications:rules.acceptOffline"), context);
}

function whyNotDecide(offline: string, context: ActionContext): Refusal {
  const lacking = whyNotPermitted("Deposit Application", context) ?? whyNotPermitted("Application.Decide", context);
  if (lacking) return lacking;
  return context.online ? null : { code: "OFFLINE", text: offline };
}
