/** Timeline events with their words and signs. `only`: the events of one refund, for its own page. */
import {
  IconAlertOctagon,
  IconArrowBackUp,
  IconBroadcast,
  IconCircleCheck,
  IconCircleX,
  IconClockOff,
  IconEyeSearch,
  IconFileImport,
  IconForbid,
  IconGavel,
  IconGitBranchDeleted,
  IconHandStop,
  IconHourglassEmpty,
  IconLock,
  IconPhone,
  IconPoint,
  IconShieldCheck,
  IconStack2,
  IconTrash,
  IconUnlink,
  IconWritingSign,
  type Icon,
} from "@tabler/icons-react";
import type { TimelineEvent } from "#shared/contract/deposit.ts";
import { t } from "#renderer/i18n/t.ts";
import { Timeline } from "#renderer/ui/Timeline.tsx";
import { timelineEntries } from "./timelineWords.ts";

const SIGNS: Readonly<Record<string, Icon>> = {
  "deposit.created": IconFileImport,
  "deposit.address_verified": IconShieldCheck,
  "deposit.cancelled": IconCircleX,
  "deposit.deleted": IconTrash,
  "deposit.seen": IconStack2,
  "deposit.expired": IconClockOff,
  "deposit.failed": IconAlertOctagon,
  "deposit.orphaned": IconGitBranchDeleted,
  "deposit.confirmations": IconStack2,
  "deposit.reincluded": IconStack2,
  "deposit.confirmed": IconEyeSearch,
  "deposit.held": IconHandStop,
  "deposit.credited": IconCircleCheck,
  "deposit.credited_suspense": IconCircleCheck,
  "deposit.blocked": IconLock,
  "deposit.reorg_after_credit": IconGitBranchDeleted,
  "deposit.refunded": IconArrowBackUp,
  "deposit.refund_undone": IconGitBranchDeleted,
  "refund.requested": IconArrowBackUp,
  "refund.withdrawn": IconArrowBackUp,
  "refund.rejected": IconForbid,
  "refund.expired": IconClockOff,
  "refund.held": IconHandStop,
  "refund.approval_given": IconGavel,
  "refund.approved": IconGavel,
  "refund.hold_released": IconHourglassEmpty,
  "refund.execution_started": IconLock,
  "refund.signed": IconWritingSign,
  "refund.broadcast": IconBroadcast,
  "refund.broadcast_resolved": IconBroadcast,
  "refund.rebroadcast": IconBroadcast,
  "refund.broadcast_unknown": IconAlertOctagon,
  "refund.mined": IconStack2,
  "refund.confirmations": IconStack2,
  "refund.reincluded": IconStack2,
  "refund.completed": IconCircleCheck,
  "refund.reverted": IconAlertOctagon,
  "refund.dropped": IconUnlink,
  "refund.nonce_lost": IconAlertOctagon,
  "refund.orphaned": IconGitBranchDeleted,
  "refund.reopened": IconGitBranchDeleted,
  "refund.customer_notified": IconPhone,
};

export function EventTimeline({
  events,
  only = null,
  label = t("words:timeline.title"),
}: {
  events: readonly TimelineEvent[];
  only?: { refundId: string } | null;
  label?: string;
}) {
  const chosen = only === null ? events : events.filter((event) => event.entityId === only.refundId);
  const actions = new Map(chosen.map((event) => [event.id, event.action]));
  const entries = timelineEntries(chosen).map((entry) => ({
    id: entry.id,
    at: entry.at,
    icon: SIGNS[actions.get(entry.id) ?? ""] ?? IconPoint,
    title: entry.title,
    note:
      [...entry.lines, ...(entry.remarks === null ? [] : [t("words:timeline.quote", { text: entry.remarks })])].join(
        " · ",
      ) || null,
    alert: entry.tone === "alert",
  }));
  return <Timeline entries={entries} label={label} />;
}
