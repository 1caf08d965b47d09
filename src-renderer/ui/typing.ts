/** True while keys are text: single-letter shortcuts are off then (WCAG 2.1.4). */
export function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
  );
}

/** For tinykeys, which otherwise ignores every key pressed in a field: a chord such as Ctrl+L is never text. */
export const ALSO_WHILE_TYPING = { ignore: (event: KeyboardEvent) => event.repeat || event.isComposing };
