import type { common as English } from "#shared/texts/en/common.ts";
import type { Translation } from "#shared/texts/Translation.ts";

export const common: Translation<typeof English> = {
  product: "Deposit Desk",
  needsConnection: "此操作需要连接中央服务。",
};
