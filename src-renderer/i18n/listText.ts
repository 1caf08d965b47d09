/** Names in a row, as the operator's language separates them: "a, b", "a、b". */
import { t } from "./t.ts";

export function listText(names: readonly string[]): string {
  return names.join(t("ui:listSeparator"));
}
