/**
 * A dialog: title, step, facts, and a foot whose first button is the way out. A money dialog never closes on a click
 * outside; Escape is the way out unless something is under way. Focus is trapped, and returns to where it came from.
 */
import { Modal } from "@mantine/core";
import type { MouseEvent, ReactNode } from "react";
import styles from "./DialogFrame.module.css";

export function DialogFrame({
  title,
  step,
  say,
  buttons,
  left,
  onClose,
  busy = false,
  money = true,
  width = 592,
  onMouseDown,
  children,
}: {
  title: string;
  /** "Step 1 of 2" */
  step?: string;
  /** what is true now: "Nothing changes yet." */
  say?: ReactNode;
  /** at the end of the foot, the safe one first; give `data-autofocus` to the one that takes focus */
  buttons: ReactNode;
  /** at the beginning of the foot instead of `say`: "Back" */
  left?: ReactNode;
  onClose: () => void;
  /** an answer is awaited: the dialog stays */
  busy?: boolean;
  money?: boolean;
  width?: number;
  onMouseDown?: (event: MouseEvent) => void;
  children: ReactNode;
}) {
  return (
    <Modal.Root
      opened
      onClose={busy ? ignore : onClose}
      size={width}
      closeOnClickOutside={!money && !busy}
      closeOnEscape={!busy}
      lockScroll={false}
      trapFocus
      returnFocus
      centered
      zIndex="var(--z-scrim)"
      transitionProps={{ duration: 0 }}
    >
      <Modal.Overlay className={styles.overlay ?? ""} backgroundOpacity={0} />
      <Modal.Content
        classNames={{ content: styles.content ?? "", inner: styles.inner ?? "" }}
        onMouseDown={onMouseDown}
      >
        <div className={styles.body}>
          <div className={styles.head}>
            <Modal.Title className={styles.title ?? ""}>{title}</Modal.Title>
            {step === undefined ? null : <span className={styles.step}>{step}</span>}
          </div>
          <div className={styles.main}>{children}</div>
          <div className={styles.foot}>
            <div className={styles.say}>{left ?? say}</div>
            <div className={styles.buttons}>{buttons}</div>
          </div>
        </div>
      </Modal.Content>
    </Modal.Root>
  );
}

function ignore(): void {
  // An answer is awaited; closing now would hide it.
}
