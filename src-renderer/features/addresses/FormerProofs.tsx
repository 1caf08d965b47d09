import type { AddressProof } from "#shared/contract/address.ts";
import { TimeText } from "#renderer/ui/TimeText.tsx";
import { verificationMethodLabel } from "#renderer/words/verificationWords.ts";
import styles from "./addresses.module.css";

/** The tries before, newest first, each with its cause (W3). */
export function FormerProofs({ proofs }: { proofs: readonly AddressProof[] }) {
  if (proofs.length === 0) return null;
  return (
    <section aria-label="Earlier tries" className={styles.former}>
      <h3>Earlier tries</h3>
      <ul>
        {proofs.map((proof) => (
          <li key={proof.id}>
            <TimeText at={proof.endedAt ?? proof.startedAt} />
            <span>
              {verificationMethodLabel(proof.method)}: {proof.outcome ?? "no outcome"}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
