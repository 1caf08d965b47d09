/** Buttons are ink; red is for the last step of cancelling and for nothing else. */
import type { ComponentPropsWithRef, ReactNode } from "react";
import { classNames } from "./classNames.ts";
import styles from "./Button.module.css";

export type ButtonVariant = "primary" | "outlined" | "quiet" | "danger" | "link" | "row";
export type ButtonSize = "tiny" | "small" | "medium" | "large";

export type ButtonProps = Omit<ComponentPropsWithRef<"button">, "type" | "className"> & {
  variant?: ButtonVariant;
  size?: ButtonSize;
  icon?: ReactNode;
  /** icon alone: then `aria-label` is needed */
  iconOnly?: boolean;
  wide?: boolean;
  submit?: boolean;
  className?: string | undefined;
};

export function Button({
  variant = "outlined",
  size = "medium",
  icon,
  iconOnly = false,
  wide = false,
  submit = false,
  className,
  children,
  ...rest
}: ButtonProps) {
  return (
    <button
      {...rest}
      type={submit ? "submit" : "button"}
      className={classNames(
        styles.button,
        styles[size],
        styles[variant],
        wide && styles.wide,
        iconOnly && styles.icon,
        className,
      )}
    >
      {icon}
      {iconOnly ? null : children}
    </button>
  );
}
