import type { AddressProof } from "#shared/contract/address.ts";
import { TimeText } from "#renderer/ui/TimeText.tsx";
import { verificationMethodLabel } from "#renderer/words/verificationWords.ts";
import { t } from "#renderer/i18n/t.ts";
import styles from "./addresses.module.css";

/** The tries before, newest first, each with its cause (W3). */
export function FormerProofs({ proofs }: { proofs: readonly AddressProof[] }) {
  if (proofs.length === 0) return null;
  return (
    <section aria-label={t("addresses:former.title")} className={styles.former}>
      <h3>{t("addresses:former.title")}</h3>
      <ul>
        {proofs.map((proof) => (
          <li key={proof.id}>
            <TimeText at={proof.endedAt ?? proof.startedAt} />
            <span>
              {t("addresses:former.line", {
                method: verificationMethodLabel(proof.method),
                outcome: proof.outcome ?? t("addresses:former.noOutcome"),
              })}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
