/** The seven stations of a refund, from the request to the last confirmation, as the tracking page draws them. */
import type { Refund } from "#shared/contract/refund.ts";
import { blockText } from "#renderer/ui/blockText.ts";
import { approvalCount } from "#renderer/words/refundStory.ts";
import { t } from "#renderer/i18n/t.ts";
import { codeLabel } from "#renderer/i18n/codeLabel.ts";

/** done: behind it. current: waits here. trouble: stands still here and needs a person. stopped: ended here. ahead: not reached. */
export type StationState = "done" | "current" | "trouble" | "stopped" | "ahead";
export const STATION_KEYS = [
  "REQUESTED",
  "APPROVED",
  "CLAIMED",
  "SIGNED",
  "BROADCAST",
  "IN_BLOCKS",
  "CONFIRMED",
] as const;
export type StationKey = (typeof STATION_KEYS)[number];
export type Station = { key: StationKey; label: string; state: StationState; detail: string; at: string | null };

/** Where a status stands, and how it stands there. */
const PLACE: Readonly<Record<string, [StationKey, StationState]>> = {
  DRAFT: ["REQUESTED", "current"],
  DISCARDED: ["REQUESTED", "stopped"],
  PENDING_APPROVAL: ["APPROVED", "current"],
  APPROVED: ["CLAIMED", "current"],
  SIGNING: ["SIGNED", "current"],
  SIGNED: ["BROADCAST", "current"],
  BROADCAST_UNKNOWN: ["BROADCAST", "trouble"],
  BROADCAST: ["IN_BLOCKS", "current"],
  DROPPED: ["IN_BLOCKS", "trouble"],
  NONCE_LOST: ["IN_BLOCKS", "trouble"],
  CONFIRMING: ["IN_BLOCKS", "current"],
  FAILED_ON_CHAIN: ["IN_BLOCKS", "stopped"],
  VOID: ["IN_BLOCKS", "stopped"],
  WITHDRAWN: ["APPROVED", "stopped"],
  REJECTED: ["APPROVED", "stopped"],
};

export function refundPipeline(refund: Refund): Station[] {
  const [place, state] = placeOf(refund);
  const reached = STATION_KEYS.indexOf(place);
  return STATION_KEYS.map((key, index) => {
    const station = describe(key, refund);
    if (refund.status === "COMPLETED" || index < reached) return { key, ...station, state: "done" };
    if (index > reached) return { key, ...station, state: "ahead" };
    return { key, ...station, state, detail: stateDetail(state, refund, station.detail) };
  });
}

function placeOf(refund: Refund): [StationKey, StationState] {
  const approved = approvalCount(refund) >= refund.requiredApprovals;
  if (refund.status === "ON_HOLD") return [approved ? "CLAIMED" : "APPROVED", "trouble"];
  if (refund.status === "EXPIRED") return [approved ? "CLAIMED" : "APPROVED", "stopped"];
  if (refund.status === "COMPLETED") return ["CONFIRMED", "done"];
  return PLACE[refund.status] ?? ["REQUESTED", "trouble"];
}

function stateDetail(state: StationState, refund: Refund, detail: string): string {
  if (state === "stopped" || state === "trouble") return codeLabel("refund", refund.status);
  return detail;
}

function describe(key: StationKey, refund: Refund): Omit<Station, "key" | "state"> {
  const given = refund.approvals.filter((approval) => approval.decision === "APPROVE");
  const [attempt] = refund.attempts;
  const accepted = refund.attempts
    .flatMap((one) => one.broadcasts)
    .find((broadcast) => broadcast.result === "ACCEPTED" || broadcast.result === "ALREADY_KNOWN");
  const count = refund.confirmations;
  switch (key) {
    case "REQUESTED":
      return {
        label: t("refunds:pipeline.station.REQUESTED"),
        detail: refund.requestedBy.name,
        at: refund.requestedAt,
      };
    case "APPROVED":
      return {
        label: t("refunds:pipeline.station.APPROVED"),
        detail: t("refunds:pipeline.detail.approved", { given: given.length, needed: refund.requiredApprovals }),
        at: given.length >= refund.requiredApprovals ? (given.at(-1)?.at ?? null) : null,
      };
    case "CLAIMED":
      return {
        label: t("refunds:pipeline.station.CLAIMED"),
        detail: refund.executedBy?.name ?? refund.lease?.holder.name ?? t("refunds:pipeline.detail.executor"),
        at: null,
      };
    case "SIGNED":
      return {
        label: t("refunds:pipeline.station.SIGNED"),
        detail:
          refund.slot === null
            ? t("refunds:pipeline.detail.slot")
            : t("refunds:pipeline.detail.nonce", { nonce: refund.slot.nonce }),
        at: attempt?.at ?? null,
      };
    case "BROADCAST":
      return {
        label: t("refunds:pipeline.station.BROADCAST"),
        detail: accepted?.node ?? t("refunds:pipeline.detail.bytes"),
        at: accepted?.at ?? null,
      };
    case "IN_BLOCKS":
      return {
        label:
          count === null
            ? t("refunds:pipeline.station.IN_BLOCKS")
            : `${Math.min(count.current, count.required)}/${count.required}`,
        detail: count?.blockNumber
          ? t("refunds:pipeline.detail.block", { block: blockText(count.blockNumber) })
          : t("refunds:pipeline.detail.waits"),
        at: null,
      };
    case "CONFIRMED":
      return {
        label: t("refunds:pipeline.station.CONFIRMED"),
        detail: t("refunds:pipeline.detail.refunded"),
        at: refund.completedAt,
      };
  }
}
