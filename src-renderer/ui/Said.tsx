/**
 * What a person wrote, inside a sentence: as a value `<Trans>` would read its angle brackets as tags, and it empties the components that it puts in.
 * Isolated: a mark that turns the direction of writing ends with it, and the sentence around it stays readable.
 */
export function Said({ text }: { text: string }) {
  return <bdi>{text}</bdi>;
}
