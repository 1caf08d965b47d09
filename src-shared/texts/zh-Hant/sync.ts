import type { sync as English } from "#shared/texts/en/sync.ts";
import type { Translation } from "#shared/texts/Translation.ts";

export const sync: Translation<typeof English> = {
  entities: {
    networks: "網路",
    currencies: "幣種",
    walletAddresses: "錢包地址",
    applications: "存入申請",
    deposits: "存入記錄",
    refunds: "退款",
    events: "歷史事件",
  },
  first: {
    title: "首次同步",
    rebuilding: "正在重建本機副本。",
    running: "首次同步。",
    done: "{{entity}} {{done}}",
    doneOf: "{{entity}} {{done}}／{{of}}",
    almost: "即將完成",
    paused: "已暫停",
    left: "尚餘約 {{duration}}",
    former: "完成之前顯示原有副本。",
    incomplete: "完成之前列表並不完整，期間可繼續工作。",
    goOn: "繼續",
    pause: "暫停",
  },
  offline: {
    title: "離線。",
    since: "自 {{time}} 起離線。",
    never: "尚未同步任何記錄。",
    synced: "顯示截至 {{time}} 同步的記錄。",
    disabled: "取消、退款及審批均已停用。",
    marks_other: "{{count}} 個覆核標記待送出。",
    readUntil: "沒有連線時，本機副本可閱讀至 {{time}}。",
    trying: "嘗試中…",
    tryingNow: "正在嘗試",
    nextTry: "{{time}} 後再試",
  },
  outbox: {
    one: "有一個覆核標記未能送出。",
    many: "有 {{marks}} 個覆核標記未能送出。",
    look: "請查看 <records/> 並作出決定。",
    lookMore: "請查看 <records/> 及另外 {{more}} 筆並作出決定。",
  },
  close: "關閉",
};
