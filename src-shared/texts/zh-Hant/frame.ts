import type { frame as English } from "#shared/texts/en/frame.ts";
import type { Translation } from "#shared/texts/Translation.ts";

export const frame: Translation<typeof English> = {};
