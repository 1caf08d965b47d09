/** The filters of the record search (R10.1, R10.2): joined with AND, the values of one with OR; `not` names what may not be. */
import { amount, timestamp } from "#shared/contract/common.ts";
import { DEPOSIT_STATUSES, HOLD_REASONS, REFUND_STATUSES } from "#shared/domain/statuses.ts";
import { z } from "#shared/zod.ts";

export const RECORD_FLAGS = ["REFUND_RUNNING", "EXCEPTION", "REFUND_ONLY", "LEGAL_HOLD", "NOTICE_OPEN"] as const;
export type RecordFlag = (typeof RECORD_FLAGS)[number];

export const RECORD_FLAG_LABELS: Record<RecordFlag, string> = {
  REFUND_RUNNING: "Refund running",
  EXCEPTION: "Exception record",
  REFUND_ONLY: "Refund only",
  LEGAL_HOLD: "Legal hold",
  NOTICE_OPEN: "Notice open",
};

/** Days that move with the clock. */
export const CREATED_PRESETS = ["today", "7d", "month"] as const;
export type CreatedPreset = (typeof CREATED_PRESETS)[number];

/** Most numbers that a pasted list may have. */
export const RECORD_NUMBERS_MOST = 1_000;

const texts = {
  recordNo: z.string().max(40),
  customerNo: z.string().max(40),
  customerName: z.string().max(100),
  securitiesAccount: z.string().max(40),
  /** whole or beginning */
  txHash: z.string().max(66),
  /** source, destination or refund address, whole or any part of it */
  address: z.string().max(42),
  refundNo: z.string().max(40),
  /** name of whoever cancelled, requested, approved or executed */
  operator: z.string().max(100),
  /** in remarks and reasons of the record and its refunds, and in the words of its log */
  text: z.string().max(200),
  /** one box: record no., customer no. or name, TXID or address */
  anything: z.string().max(100),
};
const lists = {
  status: z.array(z.enum(DEPOSIT_STATUSES)),
  holdReason: z.array(z.enum(HOLD_REASONS)),
  currency: z.array(z.string().max(40)),
  network: z.array(z.string().max(40)),
  refundStatus: z.array(z.enum(REFUND_STATUSES)),
  flags: z.array(z.enum(RECORD_FLAGS)),
};

export const TEXT_LIMITS = Object.fromEntries(
  Object.entries(texts).map(([key, schema]) => [key, schema.maxLength ?? 0]),
) as Record<keyof typeof texts, number>;

/** Most values that may be shut out by one field. */
export const EXCLUDED_MOST = 20;
const shutOut = <One extends z.ZodType>(one: One) => z.array(one).max(EXCLUDED_MOST).optional();

/** A record that has any of these is not found. */
export const excluded = z.strictObject({
  recordNo: shutOut(texts.recordNo),
  customerNo: shutOut(texts.customerNo),
  customerName: shutOut(texts.customerName),
  securitiesAccount: shutOut(texts.securitiesAccount),
  txHash: shutOut(texts.txHash),
  address: shutOut(texts.address),
  refundNo: shutOut(texts.refundNo),
  operator: shutOut(texts.operator),
  text: shutOut(texts.text),
  anything: shutOut(texts.anything),
  status: lists.status.optional(),
  holdReason: lists.holdReason.optional(),
  currency: lists.currency.optional(),
  network: lists.network.optional(),
  refundStatus: lists.refundStatus.optional(),
  flags: lists.flags.optional(),
});
export type Excluded = z.infer<typeof excluded>;

export const recordFilter = z.strictObject({
  recordNo: texts.recordNo.optional(),
  recordNos: z.array(texts.recordNo).max(RECORD_NUMBERS_MOST).optional(),
  customerNo: texts.customerNo.optional(),
  customerName: texts.customerName.optional(),
  securitiesAccount: texts.securitiesAccount.optional(),
  status: lists.status.optional(),
  holdReason: lists.holdReason.optional(),
  currency: lists.currency.optional(),
  network: lists.network.optional(),
  txHash: texts.txHash.optional(),
  address: texts.address.optional(),
  createdFrom: timestamp.optional(),
  createdTo: timestamp.optional(),
  amountMin: amount.optional(),
  amountMax: amount.optional(),
  refundNo: texts.refundNo.optional(),
  refundStatus: lists.refundStatus.optional(),
  operator: texts.operator.optional(),
  flags: lists.flags.optional(),
  text: texts.text.optional(),
  anything: texts.anything.optional(),
  not: excluded.optional(),
});

/** As a person keeps it: with the days that move. */
export const recordQuery = recordFilter.extend({ created: z.enum(CREATED_PRESETS).optional() });
export type RecordQuery = z.infer<typeof recordQuery>;
export type TextKey = keyof typeof texts;
export type ListKey = keyof typeof lists;
