/** Plain characters, small letters: folding leaves them alone. Most texts that are stored are addresses. */
const FOLDED = /^[\n !-@[-~]*$/;

/** One spelling for searching: what the cache stores and what a person typed meet in this form. */
export function fold(text: string): string {
  if (FOLDED.test(text)) return text;
  return text.normalize("NFKC").toLowerCase();
}

/** Below this many characters the trigram index cannot help. */
export const INDEXED_LENGTH = 3;

export function characterCount(text: string): number {
  return [...text].length;
}

/** A text as one phrase of an FTS5 query: found as it stands, whatever signs it holds. */
export function phrase(text: string): string {
  return `"${text.replaceAll('"', '""')}"`;
}
