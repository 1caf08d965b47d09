import { IconCode, IconFilterPlus, IconSearch, IconX } from "@tabler/icons-react";
import { useId, useState } from "react";
import { sayRule } from "#renderer/i18n/sayRule.ts";
import { queryProblemText } from "#shared/domain/query/queryProblemText.ts";
import { useRecordVocabulary } from "#renderer/api/recordVocabulary.ts";
import type { RecordSearch } from "#renderer/api/recordSearch.ts";
import { parseQuery } from "#shared/domain/query/parseQuery.ts";
import { printQuery } from "#shared/domain/query/printQuery.ts";
import type { RecordQuery } from "#shared/domain/query/recordFilter.ts";
import type { Problem } from "#shared/domain/query/terms.ts";
import { t } from "#renderer/i18n/t.ts";
import { Button } from "#renderer/ui/Button.tsx";
import { type Chip, only } from "./recordFilters.ts";
import { QueryInput } from "./QueryInput.tsx";
import { QueryLine } from "./QueryLine.tsx";
import styles from "./FilterBar.module.css";

/** The filters in force: as chips with a line in which more can be typed, or all of them as one query. Both are the same filter. */
export function FilterBar({
  filters,
  chips,
  onRemove,
  onAdd,
  onReplace,
  onClear,
  panelOpen,
  onPanel,
}: {
  filters: RecordSearch;
  chips: readonly Chip[];
  onRemove: (keys: Chip["keys"]) => void;
  onAdd: (change: RecordQuery) => void;
  onReplace: (query: RecordQuery) => void;
  onClear: () => void;
  panelOpen: boolean;
  onPanel: () => void;
}) {
  const vocabulary = useRecordVocabulary();
  const problemId = useId();
  const [text, setText] = useState("");
  const [problem, setProblem] = useState<Problem | null>(null);
  /** null: chips; otherwise the part of the query that is to be changed */
  const [line, setLine] = useState<{ from: number; to: number } | null>(null);
  const add = () => {
    if (text.trim() === "") return;
    const parsed = parseQuery(text, vocabulary);
    setProblem(parsed.problem);
    if (parsed.query === null) return;
    onAdd(parsed.query);
    setText("");
  };
  /** With the chip's words marked; without a chip, the end. */
  const edit = (chip: Chip | null) => {
    const whole = printQuery(filters, vocabulary);
    const part = chip === null ? "" : printQuery(only(filters, chip.keys), vocabulary);
    const from = part === "" ? whole.length : Math.max(0, whole.indexOf(part));
    setLine({ from, to: from + part.length });
    setProblem(null);
  };
  return (
    <div className={styles.line}>
      <div className={styles.bar}>
        <IconSearch size={15} stroke={1.75} aria-hidden="true" className={styles.sign} />
        {line === null ? (
          <>
            {chips.length === 0 ? null : (
              <ul className={styles.chips} aria-label={t("deposits:filters.inForce")}>
                {chips.map((chip) => (
                  <li key={chip.keys.join()} className={styles.chip}>
                    <button
                      type="button"
                      className={styles.words}
                      title={`${chip.label} ${chip.value}`}
                      aria-description={t("deposits:filters.change")}
                      onClick={() => edit(chip)}
                    >
                      <span className={styles.name}>{chip.label}</span> <strong>{chip.value}</strong>
                    </button>
                    <button
                      type="button"
                      className={styles.remove}
                      aria-label={t("deposits:filters.remove", { filter: chip.label })}
                      onClick={() => onRemove(chip.keys)}
                    >
                      <IconX size={13} stroke={1.75} aria-hidden="true" />
                    </button>
                  </li>
                ))}
              </ul>
            )}
            <QueryInput
              label={t("deposits:filters.add")}
              placeholder={t("deposits:filters.placeholder")}
              value={text}
              onValue={(value) => {
                setText(value);
                setProblem(null);
              }}
              onEnter={add}
              onBackspace={() => {
                const last = chips.at(-1);
                if (last) onRemove(last.keys);
              }}
              problem={problem}
              problemId={problemId}
              vocabulary={vocabulary}
            />
          </>
        ) : (
          <QueryLine
            filters={filters}
            marked={line}
            onReplace={onReplace}
            onProblem={setProblem}
            problem={problem}
            problemId={problemId}
            onLeave={() => {
              setProblem(null);
              setLine(null);
            }}
          />
        )}
        {chips.length === 0 ? null : (
          <Button variant="quiet" size="tiny" onClick={onClear}>
            {t("deposits:filters.clear")}
          </Button>
        )}
      </div>
      <Button
        variant="quiet"
        size="small"
        iconOnly
        icon={<IconCode size={16} stroke={1.75} aria-hidden="true" />}
        aria-label={t("deposits:filters.edit")}
        aria-pressed={line !== null}
        className={line === null ? undefined : styles.open}
        onClick={() => (line === null ? edit(null) : setLine(null))}
      />
      <Button
        variant="quiet"
        size="small"
        icon={<IconFilterPlus size={16} stroke={1.75} aria-hidden="true" />}
        aria-expanded={panelOpen}
        aria-controls="record-filters"
        className={panelOpen ? styles.open : undefined}
        onClick={onPanel}
      >
        {t("deposits:filters.title")}
        <kbd className={styles.key} aria-hidden="true">
          f
        </kbd>
      </Button>
      {problem === null ? null : (
        <p id={problemId} role="alert" className={styles.problem}>
          {queryProblemText(problem, sayRule)}
        </p>
      )}
    </div>
  );
}
