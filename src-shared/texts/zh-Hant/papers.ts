import type { papers as English } from "#shared/texts/en/papers.ts";
import type { Translation } from "#shared/texts/Translation.ts";

export const papers: Translation<typeof English> = {
  foot: "{{number}} · 由 {{name}} 於 {{at}} 列印",
  slip: {
    title: "退款單",
    save: "退款單 PDF…",
    saved: "已儲存 {{refundNo}} 的退款單",
    says: "存檔用單頁：付款金額、收款人及各審批人。",
    refund: "退款",
    record: "存入記錄",
    client: "客戶",
    deposited: "存入金額",
    adjustment: "調整原因",
    network: "網路",
    to: "收款地址",
    people: "經辦人員",
    requested: "申請人",
    approved: "審批人（{{number}}）",
    executed: "執行人",
    byAt: "{{name}}，{{at}}",
    digest: "已批准摘要",
    chain: "鏈上資料",
    transaction: "交易哈希",
    none: "尚無",
    block: "區塊",
    confirmations: "區塊確認",
    fee: "網路費用",
    completed: "完成時間",
    prepared: "經辦",
    checked: "覆核",
  },
  letter: {
    file: "信件 {{refundNo}}",
    customerNo: "客戶編號 {{number}}",
    greeting: "{{name}} 台鑒：",
    subject: "退還存入 {{recordNo}}（本公司參考編號 {{refundNo}}）",
    warning:
      "本公司絕不會因本信件而要求閣下提供密碼、私人金鑰或付款。如遇有人索取，請致電閣下所知的本公司電話號碼查證。",
    closing: "此致",
    onBehalf: "{{organisation}} 謹啟",
  },
};
