import type { refunds as English } from "#shared/texts/en/refunds.ts";
import type { Translation } from "#shared/texts/Translation.ts";

export const refunds: Translation<typeof English> = {};
