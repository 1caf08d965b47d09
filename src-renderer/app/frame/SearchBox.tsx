/**
 * One box: what is typed is looked for in the records, and in the menu (every spelling of the guide is found, R9.3).
 * It takes filters as the records list does: `status:credited amount>1`, or a pasted list of record numbers (R10.4).
 * Enter searches the records; the arrow keys choose a place to go.
 */
import { IconSearch } from "@tabler/icons-react";
import { useNavigate } from "@tanstack/react-router";
import { useId, useState, type KeyboardEvent } from "react";
import { Trans } from "react-i18next";
import { useRecordVocabulary } from "#renderer/api/recordVocabulary.ts";
import { parseQuery } from "#shared/domain/query/parseQuery.ts";
import { TEXT_LIMITS } from "#shared/domain/query/recordFilter.ts";
import { t } from "#renderer/i18n/t.ts";
import { Strong } from "#renderer/ui/Strong.tsx";
import { findPlaces, placeLabel, placePath, type Place } from "#renderer/app/navigation.ts";
import styles from "./TopBar.module.css";

/** A pasted list of a thousand record numbers. */
const LONGEST = 41_000;

export const SEARCH_BOX_ID = "search-everything";

export function SearchBox() {
  const [text, setText] = useState("");
  const [open, setOpen] = useState(false);
  const [active, setActive] = useState(0);
  const navigate = useNavigate();
  const vocabulary = useRecordVocabulary();
  const listId = useId();
  const query = text.trim();
  const places = findPlaces(query).slice(0, 6);
  const shown = open && query !== "";
  const last = places.length;

  const searchRecords = () => {
    setOpen(false);
    const typed = query === "" ? {} : parseQuery(query, vocabulary).query;
    // What cannot be read as filters is looked for as it stands.
    void navigate({ to: "/records", search: typed ?? { anything: query.slice(0, TEXT_LIMITS.anything) } });
  };
  const goTo = (place: Place) => {
    setOpen(false);
    setText("");
    void navigate({ to: place.to });
  };
  const choose = (index: number) => {
    const found = places[index - 1];
    if (index === 0 || !found) searchRecords();
    else goTo(found.place);
  };
  const press = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      setOpen(true);
      setActive((index) => (index + (event.key === "ArrowDown" ? 1 : last) + (last + 1)) % (last + 1));
    } else if (event.key === "Enter") {
      event.preventDefault();
      choose(shown ? active : 0);
    } else if (event.key === "Escape") {
      if (shown) event.stopPropagation();
      setOpen(false);
    }
  };

  return (
    <div className={styles.search} role="search">
      <div className={styles.box}>
        <IconSearch size={15} stroke={1.75} aria-hidden="true" />
        <input
          id={SEARCH_BOX_ID}
          className={styles.input}
          type="text"
          role="combobox"
          aria-label={t("frame:search.label")}
          aria-expanded={shown}
          aria-controls={listId}
          aria-autocomplete="list"
          aria-activedescendant={shown ? `${listId}-${active}` : undefined}
          placeholder={t("frame:search.label")}
          autoComplete="off"
          spellCheck={false}
          maxLength={LONGEST}
          value={text}
          onChange={(event) => {
            setText(event.target.value);
            setActive(0);
            setOpen(true);
          }}
          onFocus={() => setOpen(true)}
          onBlur={() => setOpen(false)}
          onKeyDown={press}
        />
        <kbd className={styles.key} aria-hidden="true">
          /
        </kbd>
      </div>
      {shown ? (
        // Pressing must not take the focus from the box before the click arrives.
        <div
          id={listId}
          role="listbox"
          aria-label={t("frame:search.found")}
          className={styles.found}
          onMouseDown={(event) => event.preventDefault()}
        >
          <div
            id={`${listId}-0`}
            role="option"
            tabIndex={-1}
            aria-selected={active === 0}
            className={styles.option}
            onClick={searchRecords}
            onMouseEnter={() => setActive(0)}
          >
            <IconSearch size={15} stroke={1.75} aria-hidden="true" />
            <span>
              <Trans t={t} i18nKey="frame:search.records" components={{ query: <Strong text={query} /> }} />
            </span>
          </div>
          {places.map(({ place, spelling }, index) => {
            const Sign = place.icon;
            return (
              <div
                key={place.to}
                id={`${listId}-${index + 1}`}
                role="option"
                tabIndex={-1}
                aria-selected={active === index + 1}
                className={styles.option}
                onClick={() => goTo(place)}
                onMouseEnter={() => setActive(index + 1)}
              >
                <Sign size={15} stroke={1.75} aria-hidden="true" />
                <span>
                  <div>
                    {placeLabel(place)}
                    {spelling === placePath(place) || spelling === placeLabel(place) ? "" : ` · ${spelling}`}
                  </div>
                  <div className={styles.where}>{placePath(place)}</div>
                </span>
              </div>
            );
          })}
        </div>
      ) : null}
    </div>
  );
}
