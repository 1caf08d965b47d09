/** What can still go wrong, said before it does, and what each of it would mean for the money. */
import { IconClock, IconGitBranch, IconHourglassEmpty, IconUserX, IconX } from "@tabler/icons-react";
import type { Purpose } from "./purposeWords.ts";
import styles from "./execution.module.css";

export function RisksColumn({
  purpose,
  nonce,
  required,
}: {
  purpose: Purpose;
  nonce: string | null;
  required: number | null;
}) {
  const slot = nonce === null ? "the payment slot is given once" : `nonce ${nonce} is the only slot`;
  const risks = [
    {
      icon: IconClock,
      title: "The answer gets lost",
      text: `The state becomes “Broadcast result unknown”. The same bytes are sent again. A second payment is not possible: ${slot}.`,
    },
    {
      icon: IconX,
      title: "The network refuses it",
      text: "It reverts on chain, the fee is lost, the money stays. The record stays Credited.",
    },
    {
      icon: IconHourglassEmpty,
      title: "It waits too long",
      text: "It stays Broadcast, or becomes Dropped. The same bytes are sent again, to the same address, for the same amount.",
    },
    {
      icon: IconGitBranch,
      title: "The chain reorganises",
      text: "Confirmations go back to 0 and the same bytes are sent again. You will see an alarm.",
    },
    {
      icon: IconUserX,
      title: "The wallet is no longer theirs",
      text: "Nothing on chain can tell. If the customer has reported anything today, go back.",
    },
  ];
  return (
    <aside className={styles.risks} aria-label="What can still go wrong" tabIndex={0}>
      <h2>What can still go wrong</h2>
      <ul>
        {risks.map(({ icon: Sign, title, text }) => (
          <li key={title}>
            <h3>
              <Sign size={14} stroke={1.75} aria-hidden="true" />
              {title}
            </h3>
            <p>{text}</p>
          </li>
        ))}
      </ul>
      <div className={`${styles.box} ${styles.boxEnd}`}>
        <h2>After signing</h2>
        <p hidden={purpose !== "VOID"}>
          Only one transaction of this slot is ever mined, and the chain decides which. The record stays Credited; it is
          free for a new refund once the one that pays nobody is final.
        </p>
        <p hidden={purpose === "VOID"}>
          From the moment of signing money can move, even if this window closes or the computer fails. The deposit
          becomes Refunded only at {required === null ? "all confirmations" : `${required} of ${required}`}.
        </p>
      </div>
    </aside>
  );
}
