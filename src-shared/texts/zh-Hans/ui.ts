import type { ui as English } from "#shared/texts/en/ui.ts";
import type { Translation } from "#shared/texts/Translation.ts";

export const ui: Translation<typeof English> = {
  listSeparator: "、",
  sentences: "{{first}}{{next}}",
  submitting: "提交中…",
  loading: "加载中",
  any: "不限",
  path: "路径",
  timeline: "时间线",
  closeNote: "关闭提示",
  copied: "已复制",
  copy: "复制",
  copyWhat: "复制：{{what}}",
  retry: "重试",
  error: {
    name: "错误信息",
    code: "代码",
    trace: "跟踪码",
    codeIs: "代码 {{code}}。",
  },
  field: {
    optional: "（选填）",
    hide: "隐藏字符",
    show: "显示字符",
    counter: "{{length}}/{{limit}} 字",
    moment: "请按 2026-11-22 14:30 的格式输入。",
  },
  confirmations: {
    title: "区块确认",
    of: "{{current}}/{{required}}",
    orphaned: "已成孤块，重新从 0 计起",
    orphanedOf: "已成孤块，重新计为 0/{{required}}",
  },
  compared: {
    equal: "{{of}} 个字符中 {{equal}} 个相同",
    equalInThree: "三个地址的 {{of}} 个字符中 {{equal}} 个全部相同",
    equalInAll: "{{rows}} 个地址的 {{of}} 个字符中 {{equal}} 个全部相同",
    differing_other: "{{of}} 个字符中 {{equal}} 个相同，第 {{groups}} 组不同",
  },
  time: {
    seconds: "{{seconds}} 秒",
    minutes: "{{minutes}} 分钟",
    hours: "{{hours}} 小时 {{minutes}} 分",
    days: "{{days}} 天 {{hours}} 小时",
    ago: "{{duration}}前",
    in: "{{duration}}后",
    over: "已结束",
  },
  fresh: {
    never: "尚未同步",
    live: "实时 <at/>",
    asOf: "数据截至 <at/>，<age/>",
  },
  copyLabelled: "{{label}}：{{what}}",
  code: {
    show: "显示二维码：{{what}}",
    hide: "隐藏二维码：{{what}}",
    of: "地址 {{address}} 的二维码",
  },
};
