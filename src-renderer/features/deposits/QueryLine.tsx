import { useEffect, useRef, useState } from "react";
import { useRecordVocabulary } from "#renderer/api/recordVocabulary.ts";
import { parseQuery } from "#shared/domain/query/parseQuery.ts";
import { printQuery } from "#shared/domain/query/printQuery.ts";
import type { RecordQuery } from "#shared/domain/query/recordFilter.ts";
import type { Problem } from "#shared/domain/query/terms.ts";
import { t } from "#renderer/i18n/t.ts";
import { QueryInput } from "./QueryInput.tsx";
import { canonical } from "./recordFilters.ts";

/** How long one rests before what stands there is searched for. */
const REST_MS = 250;

/** The language of queries is the same in every language of people. */
const EXAMPLE = ["status:credited", "amount>1", "created:2026-11-01.."].join(" ");

/** All filters in force as one query. Typing changes the filters, and filters that change elsewhere rewrite the query. */
export function QueryLine({
  filters,
  marked,
  onReplace,
  onProblem,
  problem,
  problemId,
  onLeave,
}: {
  filters: RecordQuery;
  marked: { from: number; to: number };
  onReplace: (query: RecordQuery) => void;
  onProblem: (problem: Problem | null) => void;
  problem: Problem | null;
  problemId: string;
  onLeave: () => void;
}) {
  const vocabulary = useRecordVocabulary();
  const inForce = canonical(filters);
  const [text, setText] = useState(() => printQuery(filters, vocabulary));
  /** the filters that this line asked for last: others come from elsewhere */
  const asked = useRef(inForce);
  useEffect(() => {
    if (asked.current === inForce) return;
    asked.current = inForce;
    setText(printQuery(filters, vocabulary));
    onProblem(null);
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- only when the filters in force have changed
  }, [inForce]);
  const latest = useRef(settle);
  latest.current = settle;
  useEffect(() => {
    const timer = setTimeout(() => latest.current(), REST_MS);
    return () => clearTimeout(timer);
  }, [text]);

  function settle(): boolean {
    const parsed = parseQuery(text, vocabulary);
    onProblem(parsed.problem);
    if (parsed.query === null) return false;
    const wanted = canonical(parsed.query);
    if (wanted !== asked.current) {
      asked.current = wanted;
      onReplace(parsed.query);
    }
    return true;
  }
  return (
    <QueryInput
      label={t("deposits:filters.asText")}
      placeholder={EXAMPLE}
      value={text}
      onValue={(value) => {
        setText(value);
        onProblem(null);
      }}
      onEnter={() => {
        if (settle()) onLeave();
      }}
      onEscape={onLeave}
      problem={problem}
      problemId={problemId}
      vocabulary={vocabulary}
      selected={marked}
    />
  );
}
