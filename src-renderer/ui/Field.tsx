/** What every field has: a visible label, a hint, and its problem in words, all tied to the control for a screen reader. */
import { IconAlertCircle } from "@tabler/icons-react";
import { useId, type ReactNode } from "react";
import { t } from "#renderer/i18n/t.ts";
import { classNames } from "./classNames.ts";
import styles from "./Field.module.css";

export type FieldLook = {
  label: string;
  /** small label, as in filter panels and the signing room */
  plainLabel?: boolean;
  hint?: ReactNode;
  /** what is wrong with the value, in words */
  problem?: string | null | undefined;
  /** shown at the end of the label's line */
  aside?: ReactNode;
  optional?: boolean;
  className?: string | undefined;
};

export type ControlProps = { id: string; "aria-describedby"?: string; "aria-invalid"?: true };

/** Draws label, hint and problem round a control, which gets the ids through `children`. */
export function Field({
  label,
  plainLabel = false,
  hint,
  problem,
  aside,
  optional = false,
  className,
  children,
}: FieldLook & { children: (control: ControlProps) => ReactNode }) {
  const id = useId();
  const hasProblem = problem !== undefined && problem !== null && problem !== "";
  const described = [hint === undefined ? null : `${id}-hint`, hasProblem ? `${id}-problem` : null]
    .filter(Boolean)
    .join(" ");
  return (
    <div className={classNames(styles.field, className)}>
      <div className={styles.head}>
        <label htmlFor={id} className={plainLabel ? styles.plainLabel : styles.label}>
          {label}
          {optional ? <span className={styles.optional}> {t("ui:field.optional")}</span> : null}
        </label>
        {aside}
      </div>
      {children({
        id,
        ...(described === "" ? {} : { "aria-describedby": described }),
        ...(hasProblem ? { "aria-invalid": true as const } : {}),
      })}
      {hint === undefined ? null : (
        <div id={`${id}-hint`} className={styles.hint}>
          {hint}
        </div>
      )}
      {hasProblem ? (
        <div id={`${id}-problem`} className={styles.problem} role="alert">
          <IconAlertCircle size={14} aria-hidden="true" />
          <span>{problem}</span>
        </div>
      ) : null}
    </div>
  );
}
