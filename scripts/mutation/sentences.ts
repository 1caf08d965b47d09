/**
 * Texts for people are not mutated: emptying one changes no rule, and a test that repeats it proves nothing.
 * A sentence is a text with a space in it; statuses, codes, permissions and every other text that a rule compares have none.
 */
type Text = { type: string; value?: unknown; quasis?: readonly { value: { raw: string } }[] };

const isSentence = ({ type, value, quasis }: Text): boolean =>
  (type === "StringLiteral" && typeof value === "string" && value.includes(" ")) ||
  (type === "TemplateLiteral" && (quasis ?? []).some((part) => part.value.raw.includes(" ")));

/** As the instrumenter asks: the reason why this place is left alone, or nothing. */
export const sentences = {
  shouldIgnore: ({ node }: { node: Text }): string | undefined =>
    isSentence(node) ? "a sentence for people" : undefined,
};
