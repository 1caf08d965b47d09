/** How every status looks: icon, tone, loudness. The words come from #shared. Source: design.md, "Status: icon and words, always both". */
import {
  IconAlertOctagon,
  IconAlertTriangle,
  IconArrowBack,
  IconArrowBackUp,
  IconBan,
  IconBroadcast,
  IconCircleCheck,
  IconCircleX,
  IconClockOff,
  IconEyeSearch,
  IconFileCertificate,
  IconForbid,
  IconGavel,
  IconGitBranchDeleted,
  IconHandStop,
  IconHelpHexagon,
  IconHourglassEmpty,
  IconInbox,
  IconLockSquare,
  IconPencil,
  IconQuestionMark,
  IconShield,
  IconShieldCheck,
  IconShieldExclamation,
  IconShieldOff,
  IconShieldSearch,
  IconShieldX,
  IconStack2,
  IconTrash,
  IconUnlink,
  IconWritingSign,
  type Icon,
} from "@tabler/icons-react";
import type { AddressStatus, ApplicationStatus, DepositStatus, RefundStatus } from "#shared/domain/statuses.ts";
import type { Loudness, Tone } from "#renderer/theme/tokens.ts";

export type StatusLook = { icon: Icon; tone: Tone; loudness: Loudness };
export type StatusKind = "deposit" | "refund" | "address" | "application";

const look = (icon: Icon, tone: Tone, loudness: Loudness): StatusLook => ({ icon, tone, loudness });

const deposit: Record<DepositStatus, StatusLook> = {
  WALLET_ADDRESS_UNDER_VERIFICATION: look(IconShieldSearch, "wait", "tint"),
  AWAITING_TRANSFER: look(IconHourglassEmpty, "wait", "tint"),
  CONFIRMING: look(IconStack2, "motion", "tint"),
  UNDER_REVIEW: look(IconEyeSearch, "motion", "tint"),
  ON_HOLD: look(IconHandStop, "hold", "edge"),
  CREDITED: look(IconCircleCheck, "ok", "plain"),
  REORG_ALERT: look(IconGitBranchDeleted, "alarm", "solid"),
  REFUNDED: look(IconArrowBackUp, "done", "plain"),
  CANCELLED: look(IconCircleX, "neutral", "plain"),
  DELETED: look(IconTrash, "neutral", "plain"),
  EXPIRED: look(IconClockOff, "neutral", "plain"),
  FAILED: look(IconAlertTriangle, "alert", "edge"),
  BLOCKED: look(IconLockSquare, "alert", "edge"),
};

const refund: Record<RefundStatus, StatusLook> = {
  DRAFT: look(IconPencil, "neutral", "plain"),
  DISCARDED: look(IconTrash, "neutral", "plain"),
  PENDING_APPROVAL: look(IconHourglassEmpty, "wait", "tint"),
  APPROVED: look(IconGavel, "motion", "tint"),
  ON_HOLD: look(IconHandStop, "hold", "edge"),
  SIGNING: look(IconWritingSign, "motion", "tint"),
  SIGNED: look(IconFileCertificate, "motion", "tint"),
  BROADCAST_UNKNOWN: look(IconHelpHexagon, "hold", "edge"),
  BROADCAST: look(IconBroadcast, "motion", "tint"),
  CONFIRMING: look(IconStack2, "motion", "tint"),
  DROPPED: look(IconUnlink, "hold", "edge"),
  NONCE_LOST: look(IconAlertOctagon, "alarm", "solid"),
  WITHDRAWN: look(IconArrowBack, "neutral", "plain"),
  REJECTED: look(IconForbid, "neutral", "plain"),
  EXPIRED: look(IconClockOff, "neutral", "plain"),
  FAILED_ON_CHAIN: look(IconAlertTriangle, "alert", "edge"),
  VOID: look(IconBan, "neutral", "plain"),
  COMPLETED: look(IconCircleCheck, "ok", "plain"),
};

const address: Record<AddressStatus, StatusLook> = {
  NOT_VERIFIED: look(IconShield, "neutral", "plain"),
  VERIFICATION_IN_PROGRESS: look(IconShieldSearch, "wait", "tint"),
  PENDING_WHITELIST_APPROVAL: look(IconHourglassEmpty, "wait", "tint"),
  VERIFIED: look(IconShieldCheck, "ok", "plain"),
  REVERIFICATION_REQUIRED: look(IconShieldExclamation, "hold", "edge"),
  REJECTED: look(IconShieldX, "alert", "edge"),
  REVOKED: look(IconShieldOff, "alert", "edge"),
};

const application: Record<ApplicationStatus, StatusLook> = {
  RECEIVED: look(IconInbox, "wait", "tint"),
  ABNORMAL: look(IconAlertTriangle, "hold", "edge"),
  RECORDED: look(IconCircleCheck, "ok", "plain"),
  DELETED: look(IconTrash, "neutral", "plain"),
};

const LOOKS: Record<StatusKind, Readonly<Record<string, StatusLook>>> = { deposit, refund, address, application };

/** A code that a newer central service invented: named, edged, on which nothing is offered. */
const UNKNOWN = look(IconQuestionMark, "hold", "edge");

export function statusLook(kind: StatusKind, status: string): StatusLook {
  const looks = LOOKS[kind];
  return Object.hasOwn(looks, status) ? (looks[status] as StatusLook) : UNKNOWN;
}
