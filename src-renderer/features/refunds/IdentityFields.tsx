/** The identity and legitimacy checklist (R18.1): everything in it must be answered, and all of it is part of the digest. */
import { IDENTITY_METHODS, IDENTITY_METHOD_LABELS, type IdentityMethod } from "#shared/domain/refunds.ts";
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
    <FormSection number={2} title="Identity and legitimacy" aside={`${answered} of ${of} answered`}>
      <div className={styles.pair}>
        <SelectField
          label="Method of the identity check"
          value={identity.method ?? ""}
          problem={problem("method")}
          onChange={(event) =>
            set({ method: event.target.value === "" ? null : (event.target.value as IdentityMethod) })
          }
        >
          <option value="">Choose</option>
          {IDENTITY_METHODS.map((method) => (
            <option key={method} value={method}>
              {IDENTITY_METHOD_LABELS[method]}
            </option>
          ))}
        </SelectField>
        <TextField
          label="Reference"
          placeholder="CB-88213"
          value={identity.reference}
          maxLength={200}
          problem={problem("reference")}
          onChange={(event) => set({ reference: event.target.value })}
        />
      </div>
      <TextField
        label="Who asked, on the client's side"
        placeholder="Name and role"
        value={identity.askedBy}
        maxLength={200}
        problem={problem("askedBy")}
        onChange={(event) => set({ askedBy: event.target.value })}
      />
      <TextArea
        label="What was checked, and on what basis the refund is legitimate"
        value={identity.basis}
        limit={500}
        maxLength={500}
        rows={2}
        problem={problem("basis")}
        onChange={(event) => set({ basis: event.target.value })}
      />
      <div className={styles.pair}>
        <TextField
          label="Checked by"
          value={identity.checkedBy}
          maxLength={200}
          problem={problem("checkedBy")}
          onChange={(event) => set({ checkedBy: event.target.value })}
        />
        <MomentField
          label="Checked at"
          value={identity.checkedAt}
          problem={problem("checkedAt")}
          onChange={(checkedAt) => set({ checkedAt })}
        />
      </div>
      <div className={styles.confirmations}>
        <CheckField
          label="The refund address belongs to the person whose identity was checked"
          checked={identity.addressConfirmed}
          aria-invalid={problem("addressConfirmed") === undefined ? undefined : true}
          onChange={(event) => set({ addressConfirmed: event.target.checked })}
        />
        <CheckField
          label="Nobody else is paid: no third party receives this refund"
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
