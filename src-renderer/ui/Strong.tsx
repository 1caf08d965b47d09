/** A bold word inside a sentence, given by `text` because `<Trans>` empties the components that it puts in. */
export function Strong({ text }: { text: string }) {
  return <strong>{text}</strong>;
}
