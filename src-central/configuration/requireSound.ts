import { type Unsound } from "#shared/domain/rules.ts";
import { AppError } from "#shared/errors.ts";

/** Throws CONFIGURATION_UNSOUND with every reason, each at its field. */
export function requireSound(found: readonly Unsound[]): void {
  if (found.length === 0) return;
  throw new AppError("CONFIGURATION_UNSOUND", found.map(({ detail }) => detail).join(". "), {
    extra: {
      errors: found.map(({ pointer, detail }) => ({
        pointer: `/payload/rules${pointer}`,
        code: "CONFIGURATION_UNSOUND",
        detail,
      })),
    },
  });
}
