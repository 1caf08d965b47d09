import type { native as English } from "#shared/texts/en/native.ts";
import type { Translation } from "#shared/texts/Translation.ts";

export const native: Translation<typeof English> = {};
