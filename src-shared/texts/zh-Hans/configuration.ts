import type { configuration as English } from "#shared/texts/en/configuration.ts";
import type { Translation } from "#shared/texts/Translation.ts";

export const configuration: Translation<typeof English> = {};
