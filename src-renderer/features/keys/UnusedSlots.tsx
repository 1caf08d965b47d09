/** What keeps a payment key from paying: refunds that were claimed with it and never signed, and what a person may do about each. */
import { Link } from "@tanstack/react-router";
import { Trans } from "react-i18next";
import { useCall } from "#renderer/api/calls.ts";
import { useUser } from "#renderer/api/session.tsx";
import { t } from "#renderer/i18n/t.ts";
import { sameAddress } from "#shared/domain/addresses.ts";
import { Banner } from "#renderer/ui/Banner.tsx";
import { unusedSlot, UNUSED_SLOT_STATUSES } from "#renderer/words/unusedSlot.ts";
import styles from "./keys.module.css";

const MOST_SHOWN = 50;

export function UnusedSlots({ address }: { address: string }) {
  const user = useUser();
  const mayRead = (user.permissions as readonly string[]).includes("Refund");
  const found = useCall(
    "refunds",
    "search",
    { text: address, status: [...UNUSED_SLOT_STATUSES], oldestFirst: true, limit: MOST_SHOWN },
    { enabled: mayRead },
  );
  const holding = (found.data?.items ?? []).filter(
    (refund) => refund.slot !== null && sameAddress(refund.slot.from, address) && unusedSlot(refund) !== null,
  );
  if (holding.length === 0) return null;
  return (
    <div className={styles.notice}>
      {holding.map((refund) => (
        <Banner key={refund.id} tone="hold" inset role="note">
          <Link to="/refunds/$id" params={{ id: refund.id }}>
            {refund.refundNo}
          </Link>{" "}
          {unusedSlot(refund) === "DEAD" ? (
            <Trans t={t} i18nKey="keys:slots.dead" components={{ strong: <strong /> }} />
          ) : (
            <Trans t={t} i18nKey="keys:slots.first" components={{ strong: <strong /> }} />
          )}
        </Banner>
      ))}
    </div>
  );
}
