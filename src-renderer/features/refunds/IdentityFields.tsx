/** The identity and legitimacy checklist (R18.1): everything in it must be answered, and all of it is part of the digest. */
import { t } from "#renderer/i18n/t.ts";
import { codeLabel } from "#renderer/i18n/codeLabel.ts";
import { IDENTITY_METHODS, type IdentityMethod } from "#shared/domain/refunds.ts";
import { CheckField, SelectField, TextArea, TextField } from "#renderer/ui/TextField.tsx";
import { AttachmentField } from "./AttachmentField.tsx";
import { FormSection } from "./FormSection.tsx";
import { MomentField } from "#renderer/ui/MomentField.tsx";
import { identityProgress, type IdentityForm } from "./refundForm.ts";
import styles from "./request.module.css";

export function IdentityFields({
  identity,
  problemOf,
  onChange,
}: {
  identity: IdentityForm;
  problemOf: (pointer: string) => string | undefined;
  onChange: (identity: IdentityForm) => void;
}) {
  const { answered, of } = identityProgress(identity);
  const set = (next: Partial<IdentityForm>) => onChange({ ...identity, ...next });
  const problem = (field: string) => problemOf(`/identityCheck/${field}`);
  return (
    <FormSection
      number={2}
      title={t("request:identity.title")}
      aside={t("request:identity.answered", { answered, of })}
    >
      <div className={styles.pair}>
        <SelectField
          label={t("request:identity.method")}
          value={identity.method ?? ""}
          problem={problem("method")}
          onChange={(event) =>
            set({ method: event.target.value === "" ? null : (event.target.value as IdentityMethod) })
          }
        >
          <option value="">{t("request:identity.choose")}</option>
          {IDENTITY_METHODS.map((method) => (
            <option key={method} value={method}>
              {codeLabel("identityMethod", method)}
            </option>
          ))}
        </SelectField>
        <TextField
          label={t("request:identity.reference")}
          placeholder="CB-88213"
          value={identity.reference}
          maxLength={200}
          problem={problem("reference")}
          onChange={(event) => set({ reference: event.target.value })}
        />
      </div>
      <TextField
        label={t("request:identity.askedBy")}
        placeholder={t("request:identity.askedByHint")}
        value={identity.askedBy}
        maxLength={200}
        problem={problem("askedBy")}
        onChange={(event) => set({ askedBy: event.target.value })}
      />
      <TextArea
        label={t("request:identity.basis")}
        value={identity.basis}
        limit={500}
        maxLength={500}
        rows={2}
        problem={problem("basis")}
        onChange={(event) => set({ basis: event.target.value })}
      />
      <div className={styles.pair}>
        <TextField
          label={t("request:identity.checkedBy")}
          value={identity.checkedBy}
          maxLength={200}
          problem={problem("checkedBy")}
          onChange={(event) => set({ checkedBy: event.target.value })}
        />
        <MomentField
          label={t("request:identity.checkedAt")}
          value={identity.checkedAt}
          problem={problem("checkedAt")}
          onChange={(checkedAt) => set({ checkedAt })}
        />
      </div>
      <div className={styles.confirmations}>
        <CheckField
          label={t("request:identity.addressConfirmed")}
          checked={identity.addressConfirmed}
          aria-invalid={problem("addressConfirmed") === undefined ? undefined : true}
          onChange={(event) => set({ addressConfirmed: event.target.checked })}
        />
        <CheckField
          label={t("request:identity.noThirdParty")}
          checked={identity.noThirdParty}
          aria-invalid={problem("noThirdParty") === undefined ? undefined : true}
          onChange={(event) => set({ noThirdParty: event.target.checked })}
        />
        {(["addressConfirmed", "noThirdParty"] as const).map((field) =>
          problem(field) === undefined ? null : (
            <p key={field} className={styles.problem} role="alert">
              {problem(field)}
            </p>
          ),
        )}
      </div>
      <AttachmentField attachments={identity.attachments} onChange={(attachments) => set({ attachments })} />
    </FormSection>
  );
}
