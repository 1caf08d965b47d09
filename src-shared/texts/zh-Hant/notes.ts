import type { notes as English } from "#shared/texts/en/notes.ts";
import type { Translation } from "#shared/texts/Translation.ts";

export const notes: Translation<typeof English> = {
  title: "受限備註",
  only: "只有具備「Restricted.Read」權限的人員可見此部分。備註不會存於任何副本或檔案。",
  none: "沒有備註。",
  loading: "正在查詢中央服務…",
  offline: "備註須向中央服務查詢，現時未能連線。",
  write: "撰寫備註…",
  text: "備註",
  missing: "請先填寫備註。",
  keep: "保存備註",
  leave: "不作更改",
  kept: "備註已保存",
  presence: "同時開啟：{{names}}",
  access: {
    press: "按下即可申請。",
    title: "申請「{{right}}」權限",
    close: "關閉",
    say: "按下申請按鈕之前不會傳送任何內容。",
  },
};
