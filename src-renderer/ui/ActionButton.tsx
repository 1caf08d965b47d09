/**
 * A button that says why it is not available. While a reason stands it stays focusable (aria-disabled, not disabled), so that
 * the reason can be read; pressing it does nothing, but where a right is missing it offers to ask for it (R3.4).
 */
import { use, useId, type MouseEvent, type ReactNode } from "react";
import { t } from "#renderer/i18n/t.ts";
import { AccessAsk } from "./accessAsk.ts";
import { Button, type ButtonProps } from "./Button.tsx";
import { Tip } from "./Tip.tsx";
import styles from "./Button.module.css";

export type ActionButtonProps = Omit<ButtonProps, "disabled"> & {
  /** null: it may be pressed */
  reason?: { text: string; permission?: string } | string | null;
  /** where the reason stands: in a note on hover and focus, beside the button, or told elsewhere by the page */
  reasonPlace?: "tip" | "beside" | "elsewhere";
  /** pressed, waiting for the answer */
  busy?: boolean;
  busyText?: string;
};

export function ActionButton({
  reason = null,
  reasonPlace = "tip",
  busy = false,
  busyText = t("ui:submitting"),
  onClick,
  children,
  ...rest
}: ActionButtonProps) {
  const id = useId();
  const ask = use(AccessAsk);
  const missing = typeof reason === "object" && reason !== null && !busy ? (reason.permission ?? null) : null;
  const given = reason === null ? null : typeof reason === "string" ? reason : reason.text;
  const text = given === null || missing === null || ask === null ? given : `${given} ${t("notes:access.press")}`;
  const unavailable = text !== null || busy;
  const described = text !== null && reasonPlace !== "elsewhere" ? id : rest["aria-describedby"];
  const press = (event: MouseEvent<HTMLButtonElement>) => {
    if (unavailable) {
      event.preventDefault();
      if (missing !== null) ask?.(missing);
      return;
    }
    onClick?.(event);
  };
  const button = (
    <Button
      {...rest}
      onClick={press}
      aria-disabled={unavailable || undefined}
      aria-busy={busy || undefined}
      {...(described === undefined ? {} : { "aria-describedby": described })}
    >
      {busy ? busyText : children}
    </Button>
  );
  // The button stays the same element when a reason comes or goes, or it would lose the focus.
  if (reasonPlace === "elsewhere") return button;
  if (reasonPlace === "beside")
    return (
      <span className={styles.beside}>
        {text === null ? null : (
          <span id={id} className={styles.reason}>
            {text}
          </span>
        )}
        {button}
      </span>
    );
  return (
    <>
      <Tip label={text === null ? "" : <Reason text={text} />} disabled={text === null}>
        {button}
      </Tip>
      {text === null ? null : (
        <span id={id} className="spoken">
          {text}
        </span>
      )}
    </>
  );
}

/** The first sentence carries the weight. */
function Reason({ text }: { text: string }): ReactNode {
  const end = text.search(/\. |。(?=.)/u);
  if (end < 0) return text;
  return (
    <>
      <strong>{text.slice(0, end + 1)}</strong>
      {text.slice(end + 1)}
    </>
  );
}
