import type { api as English } from "#shared/texts/en/api.ts";
import type { Translation } from "#shared/texts/Translation.ts";

export const api: Translation<typeof English> = {
  error: {
    missing: "缺少权限：“{{permission}}”。",
    holder: "由 {{holder}} 持有。",
  },
  decision: {
    missing: "请写明已核对的事项或不同意的原因；内容会记入日志。",
  },
  evidence: {
    title: "证据",
    offline: "取得证据包需要连接中央服务，由中央服务制作。",
    busy: "收集中…",
    saved: "已保存 {{no}} 的证据包",
    savedNote: "旁边附有可打印的摘要。",
    pack: "证据包",
    refund: "单一文件包含此退款的全部证明及日志。任何人无须本程序即可核对。",
    cancellation: "单一文件包含此取消的全部证明及日志。任何人无须本程序即可核对。",
  },
  gate: {
    lacking: "您没有“{{permission}}”权限。",
    words: "没有此权限不能打开“{{title}}”。请联系管理员。",
    wordsNamed: "没有此权限不能打开“{{title}}”。请联系管理员：{{names}}。",
  },
  access: {
    sent: "“{{permission}}”权限的申请已提交。由管理员决定；权限于下次同步时生效。",
    offline: "提交需要连接中央服务。可改为复制文字。",
    short: "请写明需要的原因，至少 3 个字符。",
    why: "需要的原因",
    sending: "提交中…",
    request: "申请权限",
    copy: "复制文字",
    administrators: "各管理员",
    to: "致 {{names}}：",
    asks: "{{name}}（{{username}}）申请 Deposit Desk 的“{{permission}}”权限。",
    reason: "原因：{{reason}}",
    toFill: "（待填写）",
  },
};
