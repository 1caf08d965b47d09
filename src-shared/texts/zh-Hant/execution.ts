import type { execution as English } from "#shared/texts/en/execution.ts";
import type { Translation } from "#shared/texts/Translation.ts";

export const execution: Translation<typeof English> = {};
