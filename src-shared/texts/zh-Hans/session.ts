import type { session as English } from "#shared/texts/en/session.ts";
import type { Translation } from "#shared/texts/Translation.ts";

export const session: Translation<typeof English> = {};
