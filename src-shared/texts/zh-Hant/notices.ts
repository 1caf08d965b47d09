import type { notices as English } from "#shared/texts/en/notices.ts";
import type { Translation } from "#shared/texts/Translation.ts";

export const notices: Translation<typeof English> = {};
