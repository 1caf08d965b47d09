import type { AsideReason } from "#main/store/fileSet.ts";

const WHY: Record<AsideReason, string> = {
  corrupt: "The copy of the records on this computer was damaged.",
  "other-key": "The copy of the records on this computer was written with another key than the keychain holds.",
  "lost-key": "The keychain of this computer no longer has the key of the copy of the records.",
};

/** What became of a cache that could not be used, for the person who works with the new one. */
export function replacedWords(reason: AsideReason, fetched: boolean): string {
  const now = fetched ? "was fetched again" : "is being fetched again";
  return `${WHY[reason]} It ${now} from the central service; nothing there is lost. Refund drafts and review marks that were not sent yet may be missing. The old file is kept aside.`;
}
