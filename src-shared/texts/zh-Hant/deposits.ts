import type { deposits as English } from "#shared/texts/en/deposits.ts";
import type { Translation } from "#shared/texts/Translation.ts";

export const deposits: Translation<typeof English> = {};
