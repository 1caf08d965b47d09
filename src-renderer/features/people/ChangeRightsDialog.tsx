/** Roles and permissions of an account. What is given waits for a second person, what is taken goes at once. */
import { useState } from "react";
import type { Account, AccountRights } from "#shared/contract/account.ts";
import { REMARKS_MAX_LENGTH } from "#shared/domain/deposits.ts";
import { PERMISSIONS, ROLE_LABELS, ROLES } from "#shared/domain/permissions.ts";
import { needsSecondPerson, whyRightsConflict } from "#shared/domain/rights.ts";
import { useIdempotencyKey } from "#renderer/api/calls.ts";
import { useCommand } from "#renderer/api/command.ts";
import { explain } from "#renderer/api/explain.ts";
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
  const conflict = whyRightsConflict(after);
  const reason =
    conflict !== null
      ? `${conflict}.`
      : same
        ? "Nothing differs from what the account has."
        : remarks.trim() === ""
          ? "Write why; it goes into the log."
          : null;
  const submit = () =>
    propose.give(
      { id, version, ...after, remarks: remarks.trim(), idempotencyKey: key },
      {
        done: ({ status }) => {
          toast(status === "PROPOSED" ? "Proposed. A second person decides." : "Taken away.", displayName);
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
      title={`Rights of ${displayName}`}
      step={second ? "Step 1 of 2: another person decides" : "Takes effect at once"}
      say={propose.isPending ? "Asking the central service…" : "Nothing changes yet."}
      busy={propose.isPending}
      onClose={onClose}
      width={760}
      buttons={
        <>
          <Button onClick={onClose}>Leave the rights</Button>
          <ActionButton variant="primary" reason={reason} busy={propose.isPending} onClick={submit}>
            {second ? "Propose" : "Take away"}
          </ActionButton>
        </>
      }
    >
      <fieldset className={styles.choices}>
        <legend>Roles</legend>
        {ROLES.map((role) => (
          <CheckField
            key={role}
            label={ROLE_LABELS[role]}
            checked={after.roles.includes(role)}
            onChange={(event) => change({ roles: toggle(after.roles, role, event.target.checked) })}
          />
        ))}
      </fieldset>
      <fieldset className={styles.choices}>
        <legend>Permissions beside the roles</legend>
        {PERMISSIONS.map((permission) => (
          <CheckField
            key={permission}
            label={byRole.has(permission) ? `${permission} (by role)` : permission}
            checked={byRole.has(permission) || after.grants.includes(permission)}
            disabled={byRole.has(permission)}
            onChange={(event) => change({ grants: toggle(after.grants, permission, event.target.checked) })}
          />
        ))}
      </fieldset>
      <CheckField
        label="Shut out: cannot sign in, and is signed out everywhere"
        checked={after.disabled}
        onChange={(event) => change({ disabled: event.target.checked })}
      />
      {same ? null : <RightsDifference before={before} after={after} />}
      <TextArea
        label="Why"
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
