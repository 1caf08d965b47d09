/** Each queue of the dashboard: its sign, how loud it is, and the list that it opens. */
import {
  IconGavel,
  IconGitBranchDeleted,
  IconHandStop,
  IconHourglassEmpty,
  IconInbox,
  IconPhone,
  IconShieldSearch,
  IconStack2,
  IconWritingSign,
  type Icon,
} from "@tabler/icons-react";
import type { LinkProps } from "@tanstack/react-router";
import type { Queue } from "#shared/contract/dashboard.ts";

type QueueLook = { icon: Icon; link: Pick<LinkProps, "to" | "search"> };

export const QUEUE_LOOKS: Record<Queue, QueueLook> = {
  REORG_ALERT: { icon: IconGitBranchDeleted, link: { to: "/records", search: { status: ["REORG_ALERT"] } } },
  UNDER_VERIFICATION: {
    icon: IconShieldSearch,
    link: { to: "/records", search: { status: ["WALLET_ADDRESS_UNDER_VERIFICATION"] } },
  },
  CONFIRMING: { icon: IconStack2, link: { to: "/records", search: { status: ["CONFIRMING"] } } },
  ON_HOLD: { icon: IconHandStop, link: { to: "/records", search: { status: ["ON_HOLD"] } } },
  ABNORMAL_APPLICATIONS: { icon: IconInbox, link: { to: "/applications", search: { view: "waiting" } } },
  REFUNDS_TO_APPROVE: { icon: IconGavel, link: { to: "/refunds", search: { view: "approval" } } },
  REFUNDS_TO_EXECUTE: { icon: IconWritingSign, link: { to: "/refunds", search: { view: "execute" } } },
  REFUNDS_STUCK: { icon: IconHourglassEmpty, link: { to: "/refunds", search: { view: "chain" } } },
  NOTICES_OPEN: { icon: IconPhone, link: { to: "/notices", search: { view: "open" } } },
};

const HOUR_MS = 3_600_000;

/** Alarm: at once. Late: longer than the desk wants anything to wait. */
export function urgencyOf(queue: Queue, oldestSince: string | null, now: number): "calm" | "late" | "alarm" {
  if (oldestSince === null) return "calm";
  if (queue === "REORG_ALERT") return "alarm";
  if (queue === "REFUNDS_STUCK") return "late";
  return now - Date.parse(oldestSince) > 4 * HOUR_MS ? "late" : "calm";
}
