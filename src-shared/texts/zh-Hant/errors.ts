import type { errors as English } from "#shared/texts/en/errors.ts";
import type { Translation } from "#shared/texts/Translation.ts";

export const errors: Translation<typeof English> = {};
