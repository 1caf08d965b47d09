/** One line in which filters are typed: offers names and values, underlines the word that cannot be read. */
import { useId, useLayoutEffect, useRef, useState, type KeyboardEvent, type ReactNode } from "react";
import { sayRule } from "#renderer/i18n/sayRule.ts";
import { completeQuery, type Completion } from "#shared/domain/query/completeQuery.ts";
import type { Vocabulary } from "#shared/domain/query/fields.ts";
import type { Problem } from "#shared/domain/query/terms.ts";
import { t } from "#renderer/i18n/t.ts";
import { classNames } from "#renderer/ui/classNames.ts";
import styles from "./QueryInput.module.css";

export function QueryInput({
  label,
  placeholder,
  value,
  onValue,
  onEnter,
  onEscape,
  onBackspace,
  problem,
  problemId,
  vocabulary,
  selected,
}: {
  label: string;
  placeholder: string;
  value: string;
  onValue: (value: string) => void;
  onEnter: () => void;
  onEscape?: () => void;
  /** in an empty line */
  onBackspace?: () => void;
  problem: Problem | null;
  problemId: string;
  vocabulary: Vocabulary;
  /** what is marked when the line appears: a filter that is to be changed */
  selected?: { from: number; to: number };
}) {
  const input = useRef<HTMLInputElement>(null);
  const under = useRef<HTMLDivElement>(null);
  const listId = useId();
  const [caret, setCaret] = useState<number | null>(null);
  const [active, setActive] = useState(-1);
  const wanted = useRef<number | null>(null);
  const { from, to, items } =
    caret === null ? { from: 0, to: 0, items: [] as Completion[] } : completeQuery(value, caret, vocabulary, sayRule);
  const open = caret !== null && items.length > 0 && value.trim() !== "";

  useLayoutEffect(() => {
    if (selected === undefined || input.current === null) return;
    input.current.focus();
    input.current.setSelectionRange(selected.from, selected.to);
  }, [selected]);
  useLayoutEffect(() => {
    if (wanted.current === null) return;
    input.current?.setSelectionRange(wanted.current, wanted.current);
    wanted.current = null;
  }, [value]);

  const close = () => {
    setCaret(null);
    setActive(-1);
  };
  const choose = (item: Completion) => {
    wanted.current = from + item.insert.length;
    setCaret(wanted.current);
    setActive(-1);
    onValue(value.slice(0, from) + item.insert + value.slice(to));
    input.current?.focus();
  };
  const press = (event: KeyboardEvent<HTMLInputElement>) => {
    const chosen = items[active];
    if (open && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
      event.preventDefault();
      const step = event.key === "ArrowDown" ? 1 : -1;
      // One place of the round is the line itself.
      setActive((index) => ((index + 1 + step + items.length + 1) % (items.length + 1)) - 1);
    } else if (open && chosen !== undefined && (event.key === "Enter" || event.key === "Tab")) {
      event.preventDefault();
      choose(chosen);
    } else if (event.key === "Enter") {
      close();
      onEnter();
    } else if (event.key === "Escape" && (open || onEscape !== undefined)) {
      event.stopPropagation();
      if (open) close();
      else onEscape?.();
    } else if (event.key === "Backspace" && value === "") onBackspace?.();
  };
  return (
    <div className={styles.field}>
      <div ref={under} className={styles.under} aria-hidden="true">
        {underlined(value, problem)}
      </div>
      <input
        ref={input}
        className={styles.input}
        type="text"
        role="combobox"
        aria-label={label}
        aria-expanded={open}
        aria-controls={listId}
        aria-autocomplete="list"
        aria-activedescendant={open && active >= 0 ? `${listId}-${active}` : undefined}
        aria-invalid={problem === null ? undefined : true}
        aria-describedby={problem === null ? undefined : problemId}
        placeholder={placeholder}
        autoComplete="off"
        spellCheck={false}
        value={value}
        onChange={(event) => {
          setCaret(event.target.selectionStart ?? event.target.value.length);
          setActive(-1);
          onValue(event.target.value);
        }}
        onKeyDown={press}
        onBlur={close}
        onScroll={(event) => {
          if (under.current) under.current.scrollLeft = event.currentTarget.scrollLeft;
        }}
      />
      {open ? (
        // Pressing must not take the focus from the line before the click arrives.
        <div
          id={listId}
          role="listbox"
          aria-label={t("deposits:filters.follow")}
          className={styles.list}
          onMouseDown={(event) => event.preventDefault()}
        >
          {items.map((item, index) => (
            <div
              key={item.label}
              id={`${listId}-${index}`}
              role="option"
              tabIndex={-1}
              aria-selected={index === active}
              className={classNames(styles.option, index === active && styles.active)}
              onMouseEnter={() => setActive(index)}
              onClick={() => choose(item)}
            >
              <span className={styles.name}>{item.label}</span>
              <span className={styles.words}>{item.words}</span>
            </div>
          ))}
        </div>
      ) : null}
    </div>
  );
}

/** The same text, unseen, with a line under what is wrong. */
function underlined(value: string, problem: Problem | null): ReactNode {
  if (problem === null) return null;
  return (
    <>
      {value.slice(0, problem.from)}
      <span className={styles.wrong}>{value.slice(problem.from, problem.to)}</span>
      {value.slice(problem.to)}
    </>
  );
}
