import { IconBan, IconCircleCheck, IconHourglassEmpty } from "@tabler/icons-react";
import { t } from "#renderer/i18n/t.ts";
import styles from "./keys.module.css";

const LOOKS = {
  PENDING_APPROVAL: { icon: IconHourglassEmpty, className: styles.wait },
  APPROVED: { icon: IconCircleCheck, className: styles.good },
  RETIRED: { icon: IconBan, className: styles.quiet },
  PENDING: { icon: IconHourglassEmpty, className: styles.wait },
  ACTIVE: { icon: IconCircleCheck, className: styles.good },
  REVOKED: { icon: IconBan, className: styles.quiet },
} as const;

/** Status of a signer or of a device key; one that this version does not know keeps its code. */
export function SignerStatus({ status }: { status: string }) {
  const known = Object.hasOwn(LOOKS, status) ? (status as keyof typeof LOOKS) : null;
  const look = known === null ? null : LOOKS[known];
  const Sign = look?.icon ?? IconBan;
  return (
    <span className={`${styles.status} ${look?.className ?? ""}`}>
      <Sign size={14} stroke={1.75} aria-hidden="true" />
      {known === null ? t("codes:unknown", { code: status }) : t(`keys:status.${known}`)}
    </span>
  );
}
