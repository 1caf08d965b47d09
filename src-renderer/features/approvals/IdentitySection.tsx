/** Who checked the person, how, and what becomes of the rest: what the supervisor answers for (R20.2). */
import { Trans } from "react-i18next";
import { t } from "#renderer/i18n/t.ts";
import { codeLabel } from "#renderer/i18n/codeLabel.ts";
import { listText } from "#renderer/i18n/listText.ts";
import type { Refund } from "#shared/contract/refund.ts";
import { amountDifference, compareAmounts } from "#shared/money.ts";
import { CheckLine } from "#renderer/ui/CheckLine.tsx";
import { Section } from "#renderer/ui/Section.tsx";
import { TimeText } from "#renderer/ui/TimeText.tsx";
import { amountText } from "#renderer/words/amountText.ts";
import styles from "./approvals.module.css";

export function IdentitySection({ refund }: { refund: Refund }) {
  const check = refund.identityCheck;
  const rest = amountDifference(refund.depositAmount, refund.amount).amount;
  const partial = compareAmounts(refund.amount, refund.depositAmount) < 0;
  return (
    <Section
      title={t("approvals:identity.title")}
      aside={
        <Trans
          t={t}
          i18nKey="approvals:identity.answered"
          values={{ name: check.checkedBy }}
          components={{ at: <TimeText at={check.checkedAt} form="auto" /> }}
        />
      }
    >
      <div className={styles.checks}>
        <CheckLine state="passed">
          {t("approvals:identity.method", {
            method: codeLabel("identityMethod", check.method),
            reference: check.reference,
          })}
        </CheckLine>
        <CheckLine state="passed">{t("approvals:identity.askedBy", { name: check.askedBy })}</CheckLine>
        <CheckLine state="passed">
          {check.attachments.length === 0
            ? t("approvals:identity.noAttachment")
            : t("approvals:identity.attachments", {
                count: check.attachments.length,
                number: check.attachments.length,
                names: listText(check.attachments.map((file) => file.name)),
              })}
        </CheckLine>
        <CheckLine state={check.noThirdParty ? "passed" : "failed"}>{t("approvals:identity.noThirdParty")}</CheckLine>
        <CheckLine state={check.addressConfirmed ? "passed" : "failed"}>{t("approvals:identity.belongs")}</CheckLine>
        <CheckLine state="passed">
          {t("approvals:identity.remainder", {
            what: partial
              ? t("approvals:identity.rest", {
                  amount: `${amountText(rest)} ${refund.currency}`,
                  disposition:
                    refund.remainder === null
                      ? t("approvals:identity.notSaid")
                      : codeLabel("remainder", refund.remainder).toLowerCase(),
                })
              : t("approvals:identity.inFull"),
          })}
        </CheckLine>
      </div>
      <dl className={styles.words}>
        <div>
          <dt>{t("approvals:identity.checked")}</dt>
          <dd>{check.basis}</dd>
        </div>
        <div>
          <dt>{t(refund.kind === "FORCED" ? "approvals:identity.forcedBecause" : "approvals:identity.reason")}</dt>
          <dd>{refund.reason}</dd>
        </div>
        {partial ? (
          <div>
            <dt>{t("approvals:identity.adjusted")}</dt>
            <dd>{refund.adjustmentReason}</dd>
          </div>
        ) : null}
      </dl>
    </Section>
  );
}
