import type { applications as English } from "#shared/texts/en/applications.ts";
import type { Translation } from "#shared/texts/Translation.ts";

export const applications: Translation<typeof English> = {};
