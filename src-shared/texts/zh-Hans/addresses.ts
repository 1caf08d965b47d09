import type { addresses as English } from "#shared/texts/en/addresses.ts";
import type { Translation } from "#shared/texts/Translation.ts";

export const addresses: Translation<typeof English> = {};
