import type { account as English } from "#shared/texts/en/account.ts";
import type { Translation } from "#shared/texts/Translation.ts";

export const account: Translation<typeof English> = {
  title: "账户",
  loading: "正在加载账户",
  rights: "权限",
  person: {
    title: "人员",
    name: "姓名",
    userName: "用户名",
    role: "角色",
    noRole: "无",
    authenticator: "验证器",
    enrolled: "已登记",
    notEnrolled: "未登记；改为要求输入密码",
    signedInTo: "登录至",
    administrators: "管理员",
    notNamed: "中央服务未提供",
  },
  permissions: {
    title: "权限",
    granted: "已授予 {{granted}}/{{all}}",
    caption: "指引规定的四项权限",
    request: "申请权限",
    contact: "如缺少权限，请联系管理员{{names}}。",
    askFor: "申请“{{right}}”",
    yes: "已授予",
    no: "缺少",
  },
  finer: {
    title: "细项权限",
  },
  password: {
    title: "密码",
    mustChange: "此密码由他人设置。请改为自己的密码；在此之前账户不能进行任何操作。",
    present: "当前密码",
    next: "新密码",
    missing: "请输入当前密码和新密码。",
    save: "更改并重新登录",
    change: "更改密码…",
  },
  sessions: {
    title: "登录位置",
    asking: "正在查询中央服务…",
    own: "本机",
    other: "其他位置",
    since: "{{device}}，自 <at/>",
    end: "结束",
    endOne: "结束：{{device}} 的登录",
  },
};
