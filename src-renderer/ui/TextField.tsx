import { IconChevronDown, IconEye, IconEyeOff } from "@tabler/icons-react";
import { useState, type ComponentPropsWithRef, type ReactNode } from "react";
import { t } from "#renderer/i18n/t.ts";
import { classNames } from "./classNames.ts";
import { Button } from "./Button.tsx";
import { Field, type FieldLook } from "./Field.tsx";
import styles from "./Field.module.css";

type ControlSize = "small" | "medium" | "large";
type Look = FieldLook & { controlSize?: ControlSize; mono?: boolean };

export type TextFieldProps = Look &
  Omit<ComponentPropsWithRef<"input">, "size" | "className" | "id"> & {
    /** shown inside, at the end: a tick, a unit */
    right?: ReactNode;
  };

export function TextField({
  label,
  plainLabel,
  hint,
  problem,
  aside,
  optional,
  className,
  controlSize = "medium",
  mono = false,
  right,
  ...input
}: TextFieldProps) {
  return (
    <Field {...lookOf({ label, plainLabel, hint, problem, aside, optional, className })}>
      {(control) => (
        <div className={styles.box}>
          <input
            type="text"
            autoComplete="off"
            spellCheck={false}
            {...input}
            {...control}
            className={classNames(
              styles.control,
              styles[controlSize],
              mono && styles.mono,
              right !== undefined && styles.hasRight,
            )}
          />
          {right === undefined ? null : <span className={styles.right}>{right}</span>}
        </div>
      )}
    </Field>
  );
}

/** A password or PIN, which can be looked at. Pasting and password managers are allowed (WCAG 3.3.8). */
export function PasswordField({
  reveal = true,
  ...props
}: Omit<TextFieldProps, "type" | "right"> & { reveal?: boolean }) {
  const [visible, setVisible] = useState(false);
  const Eye = visible ? IconEyeOff : IconEye;
  return (
    <TextField
      {...props}
      type={visible ? "text" : "password"}
      {...(reveal
        ? {
            right: (
              <Button
                variant="quiet"
                size="tiny"
                iconOnly
                icon={<Eye size={16} stroke={1.75} aria-hidden="true" />}
                aria-label={visible ? t("ui:field.hide") : t("ui:field.show")}
                aria-pressed={visible}
                onClick={() => setVisible(!visible)}
              />
            ),
          }
        : {})}
    />
  );
}

export type TextAreaProps = Look &
  Omit<ComponentPropsWithRef<"textarea">, "className" | "id" | "value"> & {
    value: string;
    /** a counter stands at the end of the label's line */
    limit?: number;
  };

export function TextArea({
  label,
  plainLabel,
  hint,
  problem,
  aside,
  optional,
  className,
  controlSize = "medium",
  mono = false,
  limit,
  value,
  ...area
}: TextAreaProps) {
  const counter = limit === undefined ? aside : <Counter length={value.trim().length} limit={limit} />;
  return (
    <Field {...lookOf({ label, plainLabel, hint, problem, aside: counter, optional, className })}>
      {(control) => (
        <textarea
          rows={3}
          {...area}
          value={value}
          {...control}
          className={classNames(styles.control, styles[controlSize], mono && styles.mono)}
        />
      )}
    </Field>
  );
}

function Counter({ length, limit }: { length: number; limit: number }) {
  return (
    <span className={classNames(styles.counter, length > limit && styles.over)}>
      {t("ui:field.counter", { length, limit })}
    </span>
  );
}

export type SelectFieldProps = Look & Omit<ComponentPropsWithRef<"select">, "size" | "className" | "id">;

/** One choice. The system's own list, so that keyboard and screen reader work as everywhere. */
export function SelectField({
  label,
  plainLabel,
  hint,
  problem,
  aside,
  optional,
  className,
  controlSize = "medium",
  mono = false,
  children,
  ...select
}: SelectFieldProps) {
  return (
    <Field {...lookOf({ label, plainLabel, hint, problem, aside, optional, className })}>
      {(control) => (
        <div className={styles.box}>
          <select
            {...select}
            {...control}
            className={classNames(styles.control, styles[controlSize], mono && styles.mono)}
          >
            {children}
          </select>
          <IconChevronDown size={16} stroke={1.75} className={styles.chevron} aria-hidden="true" />
        </div>
      )}
    </Field>
  );
}

export type CheckFieldProps = Omit<ComponentPropsWithRef<"input">, "type" | "className"> & {
  label: ReactNode;
  kind?: "checkbox" | "radio";
};

export function CheckField({ label, kind = "checkbox", ...input }: CheckFieldProps) {
  return (
    <label className={styles.check}>
      <input {...input} type={kind} />
      <span>{label}</span>
    </label>
  );
}

/** Leaves out what was not given: the compiler distinguishes absent from undefined. */
function lookOf(look: { [K in keyof FieldLook]: FieldLook[K] | undefined } & { label: string }): FieldLook {
  return Object.fromEntries(Object.entries(look).filter(([, value]) => value !== undefined)) as unknown as FieldLook;
}
