/** The fields of a refund request in the guide's order: who asked and how it was checked, where to, on which network, how much. */
import { t } from "#renderer/i18n/t.ts";
import { codeLabel } from "#renderer/i18n/codeLabel.ts";
import type { Currency, Network } from "#shared/contract/currency.ts";
import type { Deposit } from "#shared/contract/deposit.ts";
import { REFUND_KINDS } from "#shared/domain/refunds.ts";
import { CheckField, SelectField, TextArea } from "#renderer/ui/TextField.tsx";
import { AddressChooser } from "./AddressChooser.tsx";
import { AmountFields } from "./AmountFields.tsx";
import { FormSection } from "./FormSection.tsx";
import { IdentityFields } from "./IdentityFields.tsx";
import type { AddressChoice, StatedCheck } from "./refundAddresses.ts";
import type { FormProblem, RefundForm } from "./refundForm.ts";
import styles from "./request.module.css";

export type FieldsProps = {
  form: RefundForm;
  deposit: Deposit;
  currency: Currency | null;
  network: Network | null;
  depositAmount: string;
  choices: readonly AddressChoice[];
  stated: string;
  statedCheck: StatedCheck;
  problems: readonly FormProblem[];
  onChange: (next: Partial<RefundForm>) => void;
  /** `match`: the id of the Verified address that equals what was typed, to choose it at once */
  onStated: (text: string, match: string | null) => void;
};

export function RefundFields(props: FieldsProps) {
  const {
    form,
    deposit,
    network,
    currency,
    depositAmount,
    choices,
    stated,
    statedCheck,
    problems,
    onChange,
    onStated,
  } = props;
  const problemOf = (pointer: string) => problems.find((one) => one.pointer === pointer)?.text;
  return (
    <div className={styles.form}>
      <FormSection number={1} title={t("request:reason.title")}>
        <div role="radiogroup" aria-label={t("request:reason.kind")} className={styles.inline}>
          {REFUND_KINDS.map((kind) => (
            <CheckField
              key={kind}
              kind="radio"
              name="kind"
              label={codeLabel("refundKind", kind)}
              checked={form.kind === kind}
              onChange={() => onChange({ kind })}
            />
          ))}
        </div>
        <TextArea
          label={t(form.kind === "FORCED" ? "request:reason.basis" : "request:reason.label")}
          hint={t(form.kind === "FORCED" ? "request:reason.basisHint" : "request:reason.hint")}
          value={form.reason}
          limit={500}
          maxLength={500}
          rows={2}
          problem={problemOf("/reason")}
          onChange={(event) => onChange({ reason: event.target.value })}
        />
      </FormSection>
      <IdentityFields identity={form.identity} problemOf={problemOf} onChange={(identity) => onChange({ identity })} />
      <FormSection number={3} title={t("request:address.title")}>
        <AddressChooser
          choices={choices}
          chosenId={form.refundAddressId}
          customerNo={deposit.customerNo}
          stated={stated}
          statedCheck={statedCheck}
          problem={problemOf("/refundAddressId")}
          statedProblem={problemOf("/stated")}
          onChoose={(refundAddressId) => onChange({ refundAddressId })}
          onStated={onStated}
        />
        <SelectField
          label={t("request:address.network")}
          hint={t("request:address.networkHint")}
          value={deposit.network}
          disabled
          className={styles.half}
          problem={problemOf("/network")}
          onChange={() => undefined}
        >
          <option value={deposit.network}>
            {network === null
              ? deposit.network
              : t("refunds:chainOf", { network: network.name, chainId: network.chainId })}
          </option>
        </SelectField>
      </FormSection>
      <AmountFields
        form={form}
        currencyCode={deposit.currency}
        decimals={currency?.displayDecimals ?? null}
        depositAmount={depositAmount}
        problemOf={problemOf}
        onChange={onChange}
      />
    </div>
  );
}
