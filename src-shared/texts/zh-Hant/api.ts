import type { api as English } from "#shared/texts/en/api.ts";
import type { Translation } from "#shared/texts/Translation.ts";

export const api: Translation<typeof English> = {
  error: {
    missing: "欠缺權限：「{{permission}}」。",
    holder: "由 {{holder}} 持有。",
  },
  decision: {
    missing: "請寫明已核對的事項或不同意的原因；內容會記入日誌。",
  },
  evidence: {
    title: "證據",
    offline: "證據包須連線才可取得。它由中央服務製作。",
    busy: "收集中…",
    saved: "已儲存 {{no}} 的證據包",
    savedNote: "旁邊附有可列印的摘要。",
    pack: "證據包",
    refund: "單一檔案包含此退款的全部證明及日誌。任何人無須本程式即可核對。",
    cancellation: "單一檔案包含此取消的全部證明及日誌。任何人無須本程式即可核對。",
  },
  gate: {
    lacking: "您沒有「{{permission}}」權限。",
    words: "沒有此權限不能開啟「{{title}}」。請聯絡管理員。",
    wordsNamed: "沒有此權限不能開啟「{{title}}」。請聯絡管理員：{{names}}。",
  },
  access: {
    sent: "「{{permission}}」權限的申請已提交。由管理員決定；權限於下次同步時生效。",
    offline: "提交須連線。可改為複製文字。",
    short: "請寫明需要的原因，至少 3 個字元。",
    why: "需要的原因",
    sending: "提交中…",
    request: "申請權限",
    copy: "複製文字",
    administrators: "各管理員",
    to: "致 {{names}}：",
    asks: "{{name}}（{{username}}）申請 Deposit Desk 的「{{permission}}」權限。",
    reason: "原因：{{reason}}",
    toFill: "（待填寫）",
  },
};
