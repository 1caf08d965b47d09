import type { notices as English } from "#shared/texts/en/notices.ts";
import type { Translation } from "#shared/texts/Translation.ts";

export const notices: Translation<typeof English> = {
  facts: {
    inFull: "您的存入 {{recordNo}} 已于 {{at}} 全额退还。",
    inPart: "您的存入 {{recordNo}} 已于 {{at}} 部分退还。",
    returned: "退还金额：{{amount}}，已转至您的钱包地址 {{address}}。",
    restKept: "存入金额中的 {{amount}} 未退还至钱包，已作为费用扣除。",
    restStays: "存入金额中的 {{amount}} 未退还至钱包，仍保留在您的账户中。",
    restOther: "存入金额中的 {{amount}} 未退还至钱包。如有疑问，请联系您的客户经理。",
    transaction: "交易哈希（TXID）：{{txHash}}。",
    reference: "本公司参考编号：{{refundNo}}。",
    nothingToDo: "您无需采取任何操作。",
  },
  script: {
    ask: "请找 {{name}}（客户编号 {{number}}），在透露任何信息前先核实对方身份。",
    end: "您无需采取任何操作。本公司绝不会在此类来电中索要密码、密钥或付款。",
    dear: "尊敬的 {{name}}：",
  },
  paper: {
    language: "客户语言",
    save: "信件 PDF…",
    saved: "已保存 {{refundNo}} 的信件",
  },
};
