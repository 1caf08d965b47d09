import type { people as English } from "#shared/texts/en/people.ts";
import type { Translation } from "#shared/texts/Translation.ts";

export const people: Translation<typeof English> = {};
