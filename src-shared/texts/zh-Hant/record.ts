import type { record as English } from "#shared/texts/en/record.ts";
import type { Translation } from "#shared/texts/Translation.ts";

export const record: Translation<typeof English> = {};
