/** What a person wrote, inside a sentence: as a value `<Trans>` would read its angle brackets as tags, and it empties the components that it puts in. */
export function Said({ text }: { text: string }) {
  return text;
}
