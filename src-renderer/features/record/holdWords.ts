/** Why a record stands still, in an operator's words. */
import { HOLD_REASON_LABELS, statusLabel } from "#shared/domain/statuses.ts";

const WHY: Readonly<Record<string, string>> = {
  AMOUNT_MISMATCH: "Another amount arrived than the client declared, beyond the currency's tolerance.",
  UNKNOWN_SOURCE: "The money came from an address that no client gave.",
  UNVERIFIED_ADDRESS:
    "The source address is not Verified for this client and network. Prove it, then let the checks run again.",
  DUPLICATE: "Another record took the same transfer.",
  UNSOLICITED: "Nobody announced this transfer; no record waited for it.",
  WRONG_ASSET: "Another asset arrived than the client declared.",
  WRONG_NETWORK: "The transfer came on another network than the client declared.",
  TRAVEL_RULE_MISSING: "The sender's data that the Travel Rule asks for is missing.",
  SCREENING_ALERT: "Compliance looks at the source.",
  SANCTIONS: "Compliance looks at the source.",
};

export function holdTitle({ status, holdReason }: { status: string; holdReason: string | null }): string {
  if (status === "BLOCKED") return "Blocked";
  if (status === "REORG_ALERT") return "Credited transfer left the chain";
  return holdReason === null ? "On hold" : `On hold: ${statusLabel(HOLD_REASON_LABELS, holdReason)}`;
}

export function holdExplanation({ status, holdReason }: { status: string; holdReason: string | null }): string {
  if (status === "BLOCKED")
    return "Compliance has stopped it. Nothing happens to it until two supervisors lift the block.";
  if (status === "REORG_ALERT")
    return "The chain took the credited transfer back. It heals by itself when it is mined again; after two hours without it the credit may be reversed.";
  return WHY[holdReason ?? ""] ?? "A check failed.";
}
