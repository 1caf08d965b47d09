/** Roles and permissions of an account. What is given waits for a second person, what is taken goes at once. */
import { useState } from "react";
import { sayRule } from "#renderer/i18n/sayRule.ts";
import type { Account, AccountRights } from "#shared/contract/account.ts";
import { REMARKS_MAX_LENGTH } from "#shared/domain/deposits.ts";
import { PERMISSIONS, ROLES } from "#shared/domain/permissions.ts";
import { needsSecondPerson, whyRightsConflict } from "#shared/domain/rights.ts";
import { useIdempotencyKey } from "#renderer/api/calls.ts";
import { useCommand } from "#renderer/api/command.ts";
import { explain } from "#renderer/api/explain.ts";
import { t } from "#renderer/i18n/t.ts";
import { codeLabel } from "#renderer/i18n/codeLabel.ts";
import { ActionButton } from "#renderer/ui/ActionButton.tsx";
import { Button } from "#renderer/ui/Button.tsx";
import { DialogFrame } from "#renderer/ui/DialogFrame.tsx";
import { ErrorPanel } from "#renderer/ui/ErrorPanel.tsx";
import { CheckField, TextArea } from "#renderer/ui/TextField.tsx";
import { toast } from "#renderer/ui/toasts.tsx";
import { RightsDifference } from "./RightsDifference.tsx";
import { difference, heldByRoles } from "./rightsText.ts";
import styles from "./people.module.css";

export function ChangeRightsDialog({ account, onClose }: { account: Account; onClose: () => void }) {
  // What the person saw when the dialog opened.
  const [{ id, version, displayName, ...seen }] = useState(account);
  const before: AccountRights = { roles: seen.roles, grants: seen.grants, disabled: seen.disabled };
  const [after, setAfter] = useState(before);
  const [remarks, setRemarks] = useState("");
  const { key, renew } = useIdempotencyKey();
  const propose = useCommand("users", "proposeRights");
  const change = (part: Partial<AccountRights>) => {
    setAfter((former) => ({ ...former, ...part }));
    renew();
  };
  const byRole = heldByRoles(after);
  const { gives, takes } = difference(before, after);
  const same = gives.length === 0 && takes.length === 0 && before.disabled === after.disabled;
  const second = needsSecondPerson(before, after);
  const conflict = whyRightsConflict(after, sayRule);
  const reason =
    conflict !== null
      ? t("people:change.conflict", { why: conflict })
      : same
        ? t("people:change.same")
        : remarks.trim() === ""
          ? t("people:dialog.whyMissing")
          : null;
  const submit = () =>
    propose.give(
      { id, version, ...after, remarks: remarks.trim(), idempotencyKey: key },
      {
        done: ({ status }) => {
          toast(t(status === "PROPOSED" ? "people:change.proposed" : "people:change.taken"), displayName);
          onClose();
        },
        refused: ({ retryable }) => {
          if (!retryable) renew();
        },
      },
    );
  const toggle = <Value,>(values: readonly Value[], value: Value, on: boolean) =>
    on ? [...values, value] : values.filter((one) => one !== value);
  return (
    <DialogFrame
      title={t("people:change.title", { name: displayName })}
      step={t(second ? "people:change.step" : "people:change.atOnce")}
      say={t(propose.isPending ? "people:dialog.asking" : "people:dialog.nothingYet")}
      busy={propose.isPending}
      onClose={onClose}
      width={760}
      buttons={
        <>
          <Button onClick={onClose}>{t("people:change.leave")}</Button>
          <ActionButton variant="primary" reason={reason} busy={propose.isPending} onClick={submit}>
            {t(second ? "people:change.propose" : "people:change.take")}
          </ActionButton>
        </>
      }
    >
      <fieldset className={styles.choices}>
        <legend>{t("people:change.roles")}</legend>
        {ROLES.map((role) => (
          <CheckField
            key={role}
            label={codeLabel("role", role)}
            checked={after.roles.includes(role)}
            onChange={(event) => change({ roles: toggle(after.roles, role, event.target.checked) })}
          />
        ))}
      </fieldset>
      <fieldset className={styles.choices}>
        <legend>{t("people:change.beside")}</legend>
        {PERMISSIONS.map((permission) => (
          <CheckField
            key={permission}
            label={byRole.has(permission) ? t("people:change.byRole", { permission }) : permission}
            checked={byRole.has(permission) || after.grants.includes(permission)}
            disabled={byRole.has(permission)}
            onChange={(event) => change({ grants: toggle(after.grants, permission, event.target.checked) })}
          />
        ))}
      </fieldset>
      <CheckField
        label={t("people:change.shutOut")}
        checked={after.disabled}
        onChange={(event) => change({ disabled: event.target.checked })}
      />
      {same ? null : <RightsDifference before={before} after={after} />}
      <TextArea
        label={t("people:dialog.why")}
        value={remarks}
        limit={REMARKS_MAX_LENGTH}
        maxLength={REMARKS_MAX_LENGTH}
        required
        onChange={(event) => setRemarks(event.target.value)}
      />
      {propose.error === null ? null : <ErrorPanel {...explain(propose.error)} inset />}
    </DialogFrame>
  );
}
