import type { AccountRights } from "#shared/contract/account.ts";
import { RIGHT_WORDS } from "#renderer/words/rightWords.ts";
import { FactList, FactRow } from "#renderer/ui/Facts.tsx";
import { difference, rightsText } from "./rightsText.ts";

/** Rights as they are and as they would be, and each permission that comes or goes. */
export function RightsDifference({ before, after }: { before: AccountRights; after: AccountRights }) {
  const { gives, takes } = difference(before, after);
  const words = (permissions: readonly string[]) =>
    permissions.length === 0
      ? "nothing"
      : permissions.map((one) => (RIGHT_WORDS[one] === undefined ? one : `${one} (${RIGHT_WORDS[one]})`)).join("; ");
  return (
    <FactList framed>
      <FactRow label="Now">{rightsText(before)}</FactRow>
      <FactRow label="Then">
        <strong>{rightsText(after)}</strong>
      </FactRow>
      <FactRow label="Gives">{words(gives)}</FactRow>
      <FactRow label="Takes">{words(takes)}</FactRow>
    </FactList>
  );
}
