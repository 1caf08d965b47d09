import { IconBan, IconCircleCheck, IconHourglassEmpty } from "@tabler/icons-react";
import styles from "./keys.module.css";

const LOOKS = {
  PENDING_APPROVAL: { icon: IconHourglassEmpty, words: "Pending Approval", className: styles.wait },
  APPROVED: { icon: IconCircleCheck, words: "Approved", className: styles.good },
  RETIRED: { icon: IconBan, words: "Retired", className: styles.quiet },
  PENDING: { icon: IconHourglassEmpty, words: "Not endorsed yet", className: styles.wait },
  ACTIVE: { icon: IconCircleCheck, words: "In use", className: styles.good },
  REVOKED: { icon: IconBan, words: "Revoked", className: styles.quiet },
} as const;

/** Status of a signer or of a device key; one that this version does not know keeps its code. */
export function SignerStatus({ status }: { status: string }) {
  const look = Object.hasOwn(LOOKS, status) ? LOOKS[status as keyof typeof LOOKS] : null;
  const Sign = look?.icon ?? IconBan;
  return (
    <span className={`${styles.status} ${look?.className ?? ""}`}>
      <Sign size={14} stroke={1.75} aria-hidden="true" />
      {look?.words ?? `Unknown (${status})`}
    </span>
  );
}
