import type { account as English } from "#shared/texts/en/account.ts";
import type { Translation } from "#shared/texts/Translation.ts";

export const account: Translation<typeof English> = {
  title: "帳戶",
  loading: "正在載入帳戶",
  rights: "權限",
  person: {
    title: "人員",
    name: "姓名",
    userName: "使用者名稱",
    role: "角色",
    noRole: "無",
    authenticator: "驗證器",
    enrolled: "已登記",
    notEnrolled: "未登記；改為要求輸入密碼",
    signedInTo: "登入至",
    administrators: "管理員",
    notNamed: "中央服務未提供",
  },
  permissions: {
    title: "權限",
    granted: "已授予 {{granted}}／{{all}}",
    caption: "指引訂明的四項權限",
    request: "申請權限",
    contact: "如欠缺權限，請聯絡管理員{{names}}。",
    askFor: "申請「{{right}}」",
    yes: "已授予",
    no: "欠缺",
  },
  finer: {
    title: "細項權限",
  },
  password: {
    title: "密碼",
    mustChange: "此密碼由他人設定。請改為自己的密碼；在此之前帳戶不能進行任何操作。",
    present: "現有密碼",
    next: "新密碼",
    missing: "請輸入現有密碼及新密碼。",
    save: "更改並重新登入",
    change: "更改密碼…",
  },
  sessions: {
    title: "登入位置",
    asking: "正在查詢中央服務…",
    own: "本電腦",
    other: "其他位置",
    since: "{{device}}，自 <at/>",
    end: "結束",
    endOne: "結束：{{device}} 的登入",
  },
};
