import type { approvals as English } from "#shared/texts/en/approvals.ts";
import type { Translation } from "#shared/texts/Translation.ts";

export const approvals: Translation<typeof English> = {};
