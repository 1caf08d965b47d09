/** The words of a refusal. The rules say which reason it is; in which language it is said decides whoever asks. */
import { reasons } from "#shared/texts/en/reasons.ts";
import { DEPOSIT_STATUS_LABELS, REFUND_STATUS_LABELS, statusLabel } from "./statuses.ts";

export type ReasonKey = keyof typeof reasons;

/** What is filled into a reason: a status by its code, everything else as it is. */
export type ReasonValues = {
  deposit?: string;
  refund?: string;
  refundNo?: string;
  permission?: string;
  names?: string;
};
export type SayReason = (key: ReasonKey, values: ReasonValues) => string;

export function reasonWords(context: { say?: SayReason }, key: ReasonKey, values: ReasonValues = {}): string {
  return (context.say ?? sayInEnglish)(key, values);
}

const sayInEnglish: SayReason = (key, { deposit, refund, ...rest }) => {
  const values: Readonly<Record<string, string | undefined>> = {
    ...rest,
    ...(deposit === undefined ? {} : { status: statusLabel(DEPOSIT_STATUS_LABELS, deposit) }),
    ...(refund === undefined ? {} : { status: statusLabel(REFUND_STATUS_LABELS, refund) }),
  };
  return fillIn(reasons[key], values);
};

/** English texts without a translator: `{{name}}` becomes its value. */
export function fillIn(text: string, values: Readonly<Record<string, string | number | undefined>>): string {
  return text.replace(/\{\{(\w+)\}\}/g, (_, name: string) => String(values[name] ?? ""));
}
