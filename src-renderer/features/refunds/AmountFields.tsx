/** The refund amount, the deposit amount by default; a change opens its reason and what becomes of the rest (R20.4 to R20.7). */
import { REMAINDER_DISPOSITIONS, REMAINDER_LABELS } from "#shared/domain/refunds.ts";
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
    <FormSection number={4} title="Amount">
      <TextField
        label="Refund amount"
        className={styles.half}
        inputMode="decimal"
        value={form.amount}
        problem={problemOf("/amount")}
        right={<span className={styles.unit}>{currencyCode}</span>}
        hint={
          changed ? (
            <span className={styles.amountHint}>
              <span>
                Deposit amount <Money amount={depositAmount} currency={currencyCode} {...shown} />
              </span>
              <Button variant="link" onClick={() => onChange({ amount: depositAmount })}>
                Set back
              </Button>
            </span>
          ) : (
            "The deposit amount, as received and credited."
          )
        }
        onChange={(event) => onChange({ amount: event.target.value.trim() })}
      />
      {adjusting ? (
        <div className={styles.adjustment}>
          <p className={styles.differenceLine} role="status">
            <strong>
              {difference} {currencyCode}
            </strong>{" "}
            against the deposit amount. <Money amount={rest} currency={currencyCode} {...shown} /> is not paid back.
          </p>
          <TextArea
            label="Reason for adjustment"
            value={form.adjustmentReason}
            limit={500}
            maxLength={500}
            rows={2}
            problem={problemOf("/adjustmentReason")}
            onChange={(event) => onChange({ adjustmentReason: event.target.value })}
          />
          <div
            role="radiogroup"
            aria-label="What becomes of the rest"
            aria-invalid={problemOf("/remainder") === undefined ? undefined : true}
            tabIndex={problemOf("/remainder") === undefined ? undefined : -1}
            className={styles.rest}
          >
            <span className={styles.choicesLabel}>What becomes of the rest</span>
            <div className={styles.inline}>
              {REMAINDER_DISPOSITIONS.map((remainder) => (
                <CheckField
                  key={remainder}
                  kind="radio"
                  name="remainder"
                  label={REMAINDER_LABELS[remainder]}
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
