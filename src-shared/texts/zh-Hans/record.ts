import type { record as English } from "#shared/texts/en/record.ts";
import type { Translation } from "#shared/texts/Translation.ts";

export const record: Translation<typeof English> = {
  badge: {
    running: "退款进行中",
    status: "退款{{label}}",
    blocks: "退款{{label}} {{blocks}}",
  },
};
