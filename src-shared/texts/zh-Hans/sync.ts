import type { sync as English } from "#shared/texts/en/sync.ts";
import type { Translation } from "#shared/texts/Translation.ts";

export const sync: Translation<typeof English> = {
  entities: {
    networks: "网络",
    currencies: "币种",
    walletAddresses: "钱包地址",
    applications: "存入申请",
    deposits: "存入记录",
    refunds: "退款",
    events: "历史事件",
  },
  first: {
    title: "首次同步",
    rebuilding: "正在重建本机副本。",
    running: "首次同步。",
    done: "{{entity}} {{done}}",
    doneOf: "{{entity}} {{done}}/{{of}}",
    almost: "即将完成",
    paused: "已暂停",
    left: "剩余约 {{duration}}",
    former: "完成之前显示原有副本。",
    incomplete: "完成之前列表并不完整，期间可继续工作。",
    goOn: "继续",
    pause: "暂停",
  },
  offline: {
    title: "离线。",
    since: "自 {{time}} 起离线。",
    never: "尚未同步任何记录。",
    synced: "显示截至 {{time}} 同步的记录。",
    disabled: "取消、退款和审批均已停用。",
    marks_other: "{{count}} 个复核标记待发送。",
    readUntil: "没有连接时，本机副本可阅读至 {{time}}。",
    trying: "尝试中…",
    tryingNow: "正在尝试",
    nextTry: "{{time}} 后再试",
  },
  outbox: {
    one: "有一个复核标记未能发送。",
    many: "有 {{marks}} 个复核标记未能发送。",
    look: "请查看 <records/> 并作出决定。",
    lookMore: "请查看 <records/> 及另外 {{more}} 笔并作出决定。",
  },
  close: "关闭",
};
