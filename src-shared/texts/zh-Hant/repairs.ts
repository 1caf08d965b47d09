import type { repairs as English } from "#shared/texts/en/repairs.ts";
import type { Translation } from "#shared/texts/Translation.ts";

export const repairs: Translation<typeof English> = {
  slot: {
    label: "付款位作廢",
    voided: "付款位已用去，並無付款予任何人。金鑰可再次付款。",
    approve: {
      title: "批准將 {{no}} 的付款位作廢？",
      do: "批准作廢",
      says: "此退款從未簽署，客戶未因此獲付款；退款狀態維持不變。替代交易確認後，金鑰可再次付款。",
    },
    drop: {
      title: "不作廢付款位",
      do: "不作廢",
      keep: "維持原要求",
      says: "只要尚未簽署，已提出及已批准的要求均予撤回。其間該金鑰不會作其他付款。",
    },
  },
  queue: {
    title: "待扣停的付款及付款位",
    count_other: "{{count}} 項待第二人覆核",
    asked: "{{name}} 提出，<at/>",
    void: "將未使用的付款位作廢，nonce {{nonce}}",
    withhold: "扣停付款",
    look: "查看並決定",
  },
};
