/**
 * A plugin of the mutation tester: texts for people are not mutated. Emptying a sentence changes no rule, and a test that repeats it proves nothing.
 * A sentence is a text with a space in it; statuses, codes, permissions and every other text that a rule compares have none.
 */
type Text = { type: string; value?: unknown; quasis?: readonly { value: { raw: string } }[] };

const REASON = "a sentence for people";

const isSentence = ({ type, value, quasis }: Text): boolean =>
  (type === "StringLiteral" && typeof value === "string" && value.includes(" ")) ||
  (type === "TemplateLiteral" && (quasis ?? []).some((part) => part.value.raw.includes(" ")));

export const strykerPlugins = [
  {
    kind: "Ignore",
    name: "sentences",
    value: { shouldIgnore: ({ node }: { node: Text }): string | undefined => (isSentence(node) ? REASON : undefined) },
  },
];
