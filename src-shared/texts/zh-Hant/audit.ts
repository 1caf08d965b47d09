import type { audit as English } from "#shared/texts/en/audit.ts";
import type { Translation } from "#shared/texts/Translation.ts";

export const audit: Translation<typeof English> = {};
