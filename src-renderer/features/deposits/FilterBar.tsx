import { IconFilterPlus, IconSearch, IconX } from "@tabler/icons-react";
import { useState, type KeyboardEvent } from "react";
import type { RecordSearch } from "#renderer/api/recordSearch.ts";
import { Button } from "#renderer/ui/Button.tsx";
import { usePreferences } from "#renderer/ui/preferences.tsx";
import type { Chip, FilterKey } from "./recordFilters.ts";
import { parseTyped } from "./typedFilter.ts";
import styles from "./FilterBar.module.css";

/** The filters in force as chips, and one line in which more can be typed. */
export function FilterBar({
  chips,
  onRemove,
  onAdd,
  onClear,
  panelOpen,
  onPanel,
}: {
  chips: readonly Chip[];
  onRemove: (keys: readonly FilterKey[]) => void;
  onAdd: (change: Partial<RecordSearch>) => void;
  onClear: () => void;
  panelOpen: boolean;
  onPanel: () => void;
}) {
  const { zone } = usePreferences();
  const [text, setText] = useState("");
  const [problem, setProblem] = useState<string | null>(null);
  const press = (event: KeyboardEvent<HTMLInputElement>) => {
    const last = chips.at(-1);
    if (event.key === "Backspace" && text === "" && last) onRemove(last.keys);
    if (event.key !== "Enter" || text.trim() === "") return;
    const typed = parseTyped(text, zone);
    setProblem(typed.problem);
    if (typed.problem !== null) return;
    onAdd(typed.change);
    setText("");
  };
  return (
    <div className={styles.line}>
      <div className={styles.bar}>
        <IconSearch size={15} stroke={1.75} aria-hidden="true" className={styles.sign} />
        {chips.length === 0 ? null : (
          <ul className={styles.chips} aria-label="Filters in force">
            {chips.map((chip) => (
              <li key={chip.keys.join()} className={styles.chip}>
                <span className={styles.words} title={`${chip.label} ${chip.value}`}>
                  <span className={styles.name}>{chip.label}</span> <strong>{chip.value}</strong>
                </span>
                <button
                  type="button"
                  className={styles.remove}
                  aria-label={`Remove filter ${chip.label}`}
                  onClick={() => onRemove(chip.keys)}
                >
                  <IconX size={13} stroke={1.75} aria-hidden="true" />
                </button>
              </li>
            ))}
          </ul>
        )}
        <input
          className={styles.input}
          type="text"
          aria-label="Add filter"
          aria-invalid={problem === null ? undefined : true}
          aria-describedby={problem === null ? undefined : "typed-filter-problem"}
          placeholder="Add filter or type status:credited amount>1"
          autoComplete="off"
          spellCheck={false}
          value={text}
          onChange={(event) => {
            setText(event.target.value);
            setProblem(null);
          }}
          onKeyDown={press}
        />
        {chips.length === 0 ? null : (
          <Button variant="quiet" size="tiny" onClick={onClear}>
            Clear all
          </Button>
        )}
      </div>
      <Button
        variant="quiet"
        size="small"
        icon={<IconFilterPlus size={16} stroke={1.75} aria-hidden="true" />}
        aria-expanded={panelOpen}
        aria-controls="record-filters"
        className={panelOpen ? styles.open : undefined}
        onClick={onPanel}
      >
        Filters
        <kbd className={styles.key} aria-hidden="true">
          f
        </kbd>
      </Button>
      {problem === null ? null : (
        <p id="typed-filter-problem" role="alert" className={styles.problem}>
          {problem}
        </p>
      )}
    </div>
  );
}
