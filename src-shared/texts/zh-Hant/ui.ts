import type { ui as English } from "#shared/texts/en/ui.ts";
import type { Translation } from "#shared/texts/Translation.ts";

export const ui: Translation<typeof English> = {
  listSeparator: "、",
  sentences: "{{first}}{{next}}",
  submitting: "提交中…",
  loading: "載入中",
  any: "不限",
  path: "路徑",
  timeline: "時間軸",
  closeNote: "關閉提示",
  copied: "已複製",
  copy: "複製",
  copyWhat: "複製：{{what}}",
  retry: "重試",
  error: {
    name: "錯誤資料",
    code: "代碼",
    trace: "追蹤碼",
    codeIs: "代碼 {{code}}。",
  },
  field: {
    optional: "（選填）",
    hide: "隱藏字元",
    show: "顯示字元",
    counter: "{{length}}／{{limit}} 字",
    moment: "請按 2026-11-22 14:30 的格式輸入。",
  },
  confirmations: {
    title: "區塊確認",
    of: "{{current}}／{{required}}",
    orphaned: "已成孤塊，重新由 0 計起",
    orphanedOf: "已成孤塊，重新計為 0／{{required}}",
  },
  compared: {
    equal: "{{of}} 個字元中 {{equal}} 個相同",
    equalInThree: "三個地址的 {{of}} 個字元中 {{equal}} 個全部相同",
    equalInAll: "{{rows}} 個地址的 {{of}} 個字元中 {{equal}} 個全部相同",
    differing_other: "{{of}} 個字元中 {{equal}} 個相同，第 {{groups}} 組不同",
  },
  time: {
    seconds: "{{seconds}} 秒",
    minutes: "{{minutes}} 分鐘",
    hours: "{{hours}} 小時 {{minutes}} 分",
    days: "{{days}} 日 {{hours}} 小時",
    ago: "{{duration}}前",
    in: "{{duration}}後",
    over: "已結束",
  },
  fresh: {
    never: "尚未同步",
    live: "即時 <at/>",
    asOf: "資料截至 <at/>，<age/>",
  },
  copyLabelled: "{{label}}：{{what}}",
  code: {
    show: "顯示二維碼：{{what}}",
    hide: "隱藏二維碼：{{what}}",
    of: "地址 {{address}} 的二維碼",
  },
};
