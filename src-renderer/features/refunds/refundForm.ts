/**
 * The refund request as text that a person edits, and what is still wrong with it.
 * Pure: the page draws it, the tests drive it. Guide, "Refund Process After Successful Deposit": address, network, amount (R20).
 */
import {
  IDENTITY_METHODS,
  checkRefundAmount,
  type RefundKind,
  type RemainderDisposition,
} from "#shared/domain/refunds.ts";
import type { RefundDraft } from "#shared/contract/ipc.ts";
import type { Deposit } from "#shared/contract/deposit.ts";
import type { IdentityCheck, Refund, RefundInput } from "#shared/contract/refund.ts";
import type { request } from "#shared/texts/en/request.ts";
import { t } from "#renderer/i18n/t.ts";
import { amountDifference, compareAmounts, isAmount, normalizeAmount } from "#shared/money.ts";

export type IdentityForm = {
  method: IdentityCheck["method"] | null;
  reference: string;
  askedBy: string;
  basis: string;
  checkedBy: string;
  /** RFC 3339 UTC, or "" while the field is empty or half written */
  checkedAt: string;
  addressConfirmed: boolean;
  noThirdParty: boolean;
  attachments: IdentityCheck["attachments"];
};

export type RefundForm = {
  kind: RefundKind;
  refundAddressId: string | null;
  amount: string;
  adjustmentReason: string;
  remainder: RemainderDisposition | null;
  reason: string;
  identity: IdentityForm;
};

/** What the guide calls the deposit amount: what was received and credited, never what was declared (R20.4, decision 5). */
export function refundableAmount(
  deposit: Pick<Deposit, "creditedAmount" | "receivedAmount" | "declaredAmount">,
): string {
  return deposit.creditedAmount ?? deposit.receivedAmount ?? deposit.declaredAmount;
}

/** True when the client declared another amount than the one that came. */
export function declaredDiffers(deposit: Pick<Deposit, "receivedAmount" | "declaredAmount">): boolean {
  return deposit.receivedAmount !== null && compareAmounts(deposit.receivedAmount, deposit.declaredAmount) !== 0;
}

export function newRefundForm(deposit: Deposit, person: string, now: string): RefundForm {
  return {
    kind: "CUSTOMER_REQUEST",
    refundAddressId: null,
    amount: refundableAmount(deposit),
    adjustmentReason: "",
    remainder: null,
    reason: "",
    identity: {
      method: null,
      reference: "",
      askedBy: "",
      basis: "",
      checkedBy: person,
      checkedAt: now,
      addressConfirmed: false,
      noThirdParty: false,
      attachments: [],
    },
  };
}

/** R20.5: the value counts, not the way it is written: "100.50" is the deposit amount 100.5. */
export function amountState(amount: string, depositAmount: string): { changed: boolean; difference: string | null } {
  if (!isAmount(amount)) return { changed: true, difference: null };
  const { sign, amount: size } = amountDifference(amount, depositAmount);
  return sign === 0
    ? { changed: false, difference: null }
    : { changed: true, difference: `${sign < 0 ? "−" : "+"}${size}` };
}

/** What of the deposit is not paid back; "0" when all of it is; null while the amount is no amount or too much. */
export function remainderOf(amount: string, depositAmount: string): string | null {
  if (!isAmount(amount) || compareAmounts(amount, depositAmount) > 0) return null;
  return amountDifference(depositAmount, amount).amount;
}

/** One thing that stands between the form and a request. `pointer` is the JSON pointer of the field in the request. */
export type FormProblem = { pointer: string; text: string };

/** `decimals`: of the currency; null while the configuration is not known. */
export function formProblems(form: RefundForm, depositAmount: string, decimals: number | null = null): FormProblem[] {
  const problems: FormProblem[] = [];
  const add = (pointer: string, text: string) => problems.push({ pointer, text });
  if (form.refundAddressId === null) add("/refundAddressId", t("request:problem.refundAddressId"));
  const amountProblem = checkRefundAmount({ ...form, depositAmount });
  if (amountProblem === "AMOUNT_INVALID") add("/amount", t("request:problem.amount"));
  if (amountProblem === "AMOUNT_EXCEEDS_DEPOSIT") add("/amount", t("request:problem.tooMuch", { most: depositAmount }));
  const tooFine =
    decimals !== null &&
    isAmount(form.amount) &&
    amountProblem !== "AMOUNT_EXCEEDS_DEPOSIT" &&
    decimalsOf(form.amount) > decimals;
  if (tooFine) add("/amount", t("request:problem.tooFine", { decimals }));
  const { changed } = amountState(form.amount, depositAmount);
  const amountUsable = !tooFine && amountProblem !== "AMOUNT_INVALID" && amountProblem !== "AMOUNT_EXCEEDS_DEPOSIT";
  if (amountUsable && changed) {
    if (form.adjustmentReason.trim() === "") add("/adjustmentReason", t("request:problem.adjustmentReason"));
    if (form.remainder === null) add("/remainder", t("request:problem.remainder"));
  }
  if (form.reason.trim() === "")
    add("/reason", t(form.kind === "FORCED" ? "request:problem.basis" : "request:problem.reason"));
  problems.push(...identityProblems(form.identity));
  return problems;
}

/** Decimals that carry a digit: "1.50" has one. */
function decimalsOf(amount: string): number {
  return (amount.split(".")[1] ?? "").replace(/0+$/, "").length;
}

/** R18.1: nothing of the checklist may stay open. */
export function identityProblems(identity: IdentityForm): FormProblem[] {
  const problems: FormProblem[] = [];
  const add = (field: keyof typeof request.identityProblem) =>
    problems.push({ pointer: `/identityCheck/${field}`, text: t(`request:identityProblem.${field}`) });
  if (identity.method === null) add("method");
  if (identity.reference.trim() === "") add("reference");
  if (identity.askedBy.trim() === "") add("askedBy");
  if (identity.basis.trim() === "") add("basis");
  if (identity.checkedBy.trim() === "") add("checkedBy");
  if (identity.checkedAt === "") add("checkedAt");
  if (!identity.addressConfirmed) add("addressConfirmed");
  if (!identity.noThirdParty) add("noThirdParty");
  return problems;
}

/** The items of the checklist and how many are answered, for "6 of 8 answered". */
export function identityProgress(identity: IdentityForm): { answered: number; of: number } {
  const of = 8;
  return { answered: of - identityProblems(identity).length, of };
}

/** Only for a form without problems; the engine and the central service check it again. */
export function toRefundInput(form: RefundForm, deposit: Pick<Deposit, "network">, depositAmount: string): RefundInput {
  const { changed } = amountState(form.amount, depositAmount);
  const { identity } = form;
  if (form.refundAddressId === null || identity.method === null) throw new Error("the form still has problems");
  return {
    kind: form.kind,
    refundAddressId: form.refundAddressId,
    network: deposit.network,
    amount: normalizeAmount(form.amount),
    adjustmentReason: changed ? form.adjustmentReason.trim() : null,
    remainder: changed ? form.remainder : null,
    reason: form.reason.trim(),
    identityCheck: {
      method: identity.method,
      reference: identity.reference.trim(),
      askedBy: identity.askedBy.trim(),
      basis: identity.basis.trim(),
      checkedBy: identity.checkedBy.trim(),
      checkedAt: identity.checkedAt,
      addressConfirmed: true,
      noThirdParty: true,
      attachments: identity.attachments,
    },
  };
}

/**
 * The form as a draft. Texts that the contract wants non-empty are left out while they are empty, and so are unticked boxes,
 * because a draft may be half written but what it holds must have the contract's form.
 */
export function toDraft(form: RefundForm, deposit: Pick<Deposit, "id" | "version">): RefundDraft {
  const { identity } = form;
  const text = (name: "reference" | "askedBy" | "basis" | "checkedBy") => {
    const trimmed = identity[name].trim();
    return trimmed === "" ? {} : { [name]: trimmed };
  };
  return {
    depositId: deposit.id,
    depositVersion: deposit.version,
    kind: form.kind,
    refundAddressId: form.refundAddressId,
    amount: form.amount,
    adjustmentReason: form.adjustmentReason,
    remainder: form.remainder,
    reason: form.reason,
    identityCheck: {
      ...(identity.method === null ? {} : { method: identity.method }),
      ...text("reference"),
      ...text("askedBy"),
      ...text("basis"),
      ...text("checkedBy"),
      ...(identity.checkedAt === "" ? {} : { checkedAt: identity.checkedAt }),
      ...(identity.addressConfirmed ? { addressConfirmed: true } : {}),
      ...(identity.noThirdParty ? { noThirdParty: true } : {}),
      attachments: identity.attachments,
    },
  };
}

/** A draft as a form again. What the draft left open stays open, apart from the checker, who is the person at the desk. */
export function fromDraft(draft: RefundDraft, person: string): RefundForm {
  const identity = draft.identityCheck;
  return {
    kind: draft.kind,
    refundAddressId: draft.refundAddressId,
    amount: draft.amount,
    adjustmentReason: draft.adjustmentReason,
    remainder: draft.remainder,
    reason: draft.reason,
    identity: {
      method: identity.method !== undefined && IDENTITY_METHODS.includes(identity.method) ? identity.method : null,
      reference: identity.reference ?? "",
      askedBy: identity.askedBy ?? "",
      basis: identity.basis ?? "",
      checkedBy: identity.checkedBy ?? person,
      checkedAt: identity.checkedAt ?? "",
      addressConfirmed: identity.addressConfirmed ?? false,
      noThirdParty: identity.noThirdParty ?? false,
      attachments: identity.attachments ?? [],
    },
  };
}

/** R20a.4: a rejected, withdrawn or expired request as a new draft. Who checked, when, and the two confirmations are asked again. */
export function draftFromRefund(refund: Refund, deposit: Pick<Deposit, "id" | "version">): RefundDraft {
  const { method, reference, askedBy, basis, attachments } = refund.identityCheck;
  return {
    depositId: deposit.id,
    depositVersion: deposit.version,
    kind: refund.kind,
    refundAddressId: refund.refundAddressId,
    amount: refund.amount,
    adjustmentReason: refund.adjustmentReason ?? "",
    remainder: refund.remainder,
    reason: refund.reason,
    identityCheck: { method, reference, askedBy, basis, attachments },
  };
}

/** R24.2: what to say when a kept draft was written against another version of the record. */
export function draftStaleness(draft: RefundDraft, deposit: Deposit): string | null {
  if (draft.depositVersion === deposit.version) return null;
  return t("request:draft.stale", { written: draft.depositVersion, now: deposit.version });
}
