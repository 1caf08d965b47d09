import { Tooltip } from "@mantine/core";
import type { ReactElement, ReactNode } from "react";
import styles from "./Button.module.css";

/** A dark note on hover and on focus. `children` must take a ref. */
export function Tip({
  label,
  children,
  width = 240,
  position = "bottom",
  disabled = false,
}: {
  label: ReactNode;
  children: ReactElement;
  width?: number | "auto";
  position?: "bottom" | "top" | "right" | "left";
  disabled?: boolean;
}) {
  return (
    <Tooltip
      label={label}
      multiline={width !== "auto"}
      {...(width === "auto" ? {} : { w: width })}
      position={position}
      disabled={disabled}
      withArrow
      arrowSize={8}
      events={{ hover: true, focus: true, touch: false }}
      classNames={{ tooltip: styles.tip ?? "" }}
      transitionProps={{ duration: 120 }}
    >
      {children}
    </Tooltip>
  );
}
