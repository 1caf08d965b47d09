import type { notices as English } from "#shared/texts/en/notices.ts";
import type { Translation } from "#shared/texts/Translation.ts";

export const notices: Translation<typeof English> = {
  facts: {
    inFull: "閣下的存入 {{recordNo}} 已於 {{at}} 全數退還。",
    inPart: "閣下的存入 {{recordNo}} 已於 {{at}} 部分退還。",
    returned: "退還金額：{{amount}}，已轉至閣下的錢包地址 {{address}}。",
    restKept: "存入金額中的 {{amount}} 並無退還至錢包，已作為費用扣除。",
    restStays: "存入金額中的 {{amount}} 並無退還至錢包，仍保留於閣下的帳戶。",
    restOther: "存入金額中的 {{amount}} 並無退還至錢包。如有查詢，請聯絡閣下的客戶主任。",
    transaction: "交易哈希（TXID）：{{txHash}}。",
    reference: "本公司參考編號：{{refundNo}}。",
    nothingToDo: "閣下毋須採取任何行動。",
  },
  script: {
    ask: "請找 {{name}}（客戶編號 {{number}}），在透露任何資料前先核實對方身分。",
    end: "閣下毋須採取任何行動。本公司絕不會在此類來電中要求提供密碼、金鑰或付款。",
    dear: "{{name}} 台鑒：",
  },
  paper: {
    language: "客戶語言",
    save: "信件 PDF…",
    saved: "已儲存 {{refundNo}} 的信件",
  },
};
