import type { notes as English } from "#shared/texts/en/notes.ts";
import type { Translation } from "#shared/texts/Translation.ts";

export const notes: Translation<typeof English> = {
  title: "受限备注",
  only: "只有具备“Restricted.Read”权限的人员可见此部分。备注不会存于任何副本或文件。",
  none: "没有备注。",
  loading: "正在查询中央服务…",
  offline: "备注须向中央服务查询，目前无法连接。",
  write: "撰写备注…",
  text: "备注",
  missing: "请先填写备注。",
  keep: "保存备注",
  leave: "不作更改",
  kept: "备注已保存",
  presence: "同时打开：{{names}}",
  access: {
    press: "按下即可申请。",
    title: "申请“{{right}}”权限",
    close: "关闭",
    say: "按下申请按钮之前不会发送任何内容。",
  },
};
