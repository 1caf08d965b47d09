import type { keys as English } from "#shared/texts/en/keys.ts";
import type { Translation } from "#shared/texts/Translation.ts";

export const keys: Translation<typeof English> = {};
