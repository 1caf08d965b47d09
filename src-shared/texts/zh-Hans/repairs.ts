import type { repairs as English } from "#shared/texts/en/repairs.ts";
import type { Translation } from "#shared/texts/Translation.ts";

export const repairs: Translation<typeof English> = {
  slot: {
    label: "付款位作废",
    voided: "付款位已用去，未向任何人付款。密钥可再次付款。",
    approve: {
      title: "批准将 {{no}} 的付款位作废？",
      do: "批准作废",
      says: "此退款从未签名，客户未因此收到付款；退款状态保持不变。替代交易确认后，密钥可再次付款。",
    },
    drop: {
      title: "不作废付款位",
      do: "不作废",
      keep: "保持原要求",
      says: "只要尚未签名，已提出和已批准的要求均予撤回。其间该密钥不会用于其他付款。",
    },
  },
  queue: {
    title: "待扣停的付款与付款位",
    count_other: "{{count}} 项待第二人复核",
    asked: "{{name}} 提出，<at/>",
    void: "将未使用的付款位作废，nonce {{nonce}}",
    withhold: "扣停付款",
    look: "查看并决定",
  },
};
