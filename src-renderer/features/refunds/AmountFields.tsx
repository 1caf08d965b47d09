/** The refund amount, the deposit amount by default; a change opens its reason and what becomes of the rest (R20.4 to R20.7). */
import { Trans } from "react-i18next";
import { t } from "#renderer/i18n/t.ts";
import { codeLabel } from "#renderer/i18n/codeLabel.ts";
import { REMAINDER_DISPOSITIONS } from "#shared/domain/refunds.ts";
import { Button } from "#renderer/ui/Button.tsx";
import { Money } from "#renderer/ui/Money.tsx";
import { CheckField, TextArea, TextField } from "#renderer/ui/TextField.tsx";
import { FormSection } from "./FormSection.tsx";
import { amountState, remainderOf, type RefundForm } from "./refundForm.ts";
import styles from "./request.module.css";

export function AmountFields({
  form,
  currencyCode,
  decimals,
  depositAmount,
  problemOf,
  onChange,
}: {
  form: RefundForm;
  currencyCode: string;
  decimals: number | null;
  depositAmount: string;
  problemOf: (pointer: string) => string | undefined;
  onChange: (next: Partial<RefundForm>) => void;
}) {
  const { changed, difference } = amountState(form.amount, depositAmount);
  const rest = remainderOf(form.amount, depositAmount);
  const adjusting = changed && problemOf("/amount") === undefined && rest !== null;
  const shown = decimals === null ? {} : { decimals };
  return (
    <FormSection number={4} title={t("request:amount.title")}>
      <TextField
        label={t("request:amount.label")}
        className={styles.half}
        inputMode="decimal"
        value={form.amount}
        problem={problemOf("/amount")}
        right={<span className={styles.unit}>{currencyCode}</span>}
        hint={
          changed ? (
            <span className={styles.amountHint}>
              <span>
                <Trans
                  t={t}
                  i18nKey="request:amount.deposit"
                  components={{ money: <Money amount={depositAmount} currency={currencyCode} {...shown} /> }}
                />
              </span>
              <Button variant="link" onClick={() => onChange({ amount: depositAmount })}>
                {t("request:amount.setBack")}
              </Button>
            </span>
          ) : (
            t("request:amount.hint")
          )
        }
        onChange={(event) => onChange({ amount: event.target.value.trim() })}
      />
      {adjusting ? (
        <div className={styles.adjustment}>
          <p className={styles.differenceLine} role="status">
            <Trans
              t={t}
              i18nKey="request:amount.difference"
              values={{ difference: difference ?? "", currency: currencyCode }}
              components={{ strong: <strong />, money: <Money amount={rest} currency={currencyCode} {...shown} /> }}
            />
          </p>
          <TextArea
            label={t("request:amount.reason")}
            value={form.adjustmentReason}
            limit={500}
            maxLength={500}
            rows={2}
            problem={problemOf("/adjustmentReason")}
            onChange={(event) => onChange({ adjustmentReason: event.target.value })}
          />
          <div
            role="radiogroup"
            aria-label={t("request:amount.rest")}
            aria-invalid={problemOf("/remainder") === undefined ? undefined : true}
            tabIndex={problemOf("/remainder") === undefined ? undefined : -1}
            className={styles.rest}
          >
            <span className={styles.choicesLabel}>{t("request:amount.rest")}</span>
            <div className={styles.inline}>
              {REMAINDER_DISPOSITIONS.map((remainder) => (
                <CheckField
                  key={remainder}
                  kind="radio"
                  name="remainder"
                  label={codeLabel("remainder", remainder)}
                  checked={form.remainder === remainder}
                  onChange={() => onChange({ remainder })}
                />
              ))}
            </div>
            {problemOf("/remainder") === undefined ? null : (
              <p className={styles.problem} role="alert">
                {problemOf("/remainder")}
              </p>
            )}
          </div>
        </div>
      ) : null}
    </FormSection>
  );
}
