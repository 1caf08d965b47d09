import type { frame as English } from "#shared/texts/en/frame.ts";
import type { Translation } from "#shared/texts/Translation.ts";

export const frame: Translation<typeof English> = {
  environment: "环境 {{environment}}，{{name}}",
  skip: "跳到页面内容",
  notFound: {
    title: "没有此页面。",
    words: "网址有误，或属于另一版本。",
    go: "前往存入记录",
  },
  fault: {
    title: "无法显示此页面。",
    advice: "没有发送任何数据，也没有任何变更。请重试或转到其他页面；故障已记入日志。",
  },
  menu: {
    title: "主菜单",
    noPermission: "，缺少权限",
  },
  operator: {
    menu: "，操作员菜单",
    signedInAs: "已登录：<name/>",
    account: "账户和权限",
    lock: "锁定",
    signOut: "退出",
  },
  lock: {
    title: "锁定窗口",
    tip: "锁定窗口（Ctrl+L）",
  },
  search: {
    label: "搜索记录编号、客户、TXID、地址",
    found: "搜索结果",
    records: "在存入记录中搜索 <query/>",
  },
  sync: {
    offline: "离线",
    offlineSince: "自 {{time}} 起离线",
    rebuilding: "重建中",
    rebuildingPaused: "重建已暂停",
    first: "首次同步",
    firstPaused: "首次同步已暂停",
    never: "尚未同步",
    synced: "已同步 {{time}}",
  },
  shortcuts: {
    title: "快捷键",
    close: "关闭",
    say: "输入文字时单个字母键不起作用。批准和执行退款不设快捷键。",
    keys: {
      search: "Ctrl+K 或 /",
      screen: "Page Up、Page Down",
      ends: "Ctrl+Home、Ctrl+End",
    },
    anywhere: {
      title: "任何页面",
      search: "搜索记录和菜单",
      sync: "立即同步",
      lock: "锁定窗口",
      settings: "设置",
      history: "后退、前进",
      list: "本列表",
    },
    goTo: "前往",
    list: {
      title: "列表中",
      move: "在单元格之间移动",
      screen: "向上或向下一屏",
      ends: "首行或末行",
      open: "打开记录，或按下单元格中的按钮",
      filters: "筛选",
      clear: "清除所有筛选",
      export: "导出列表中的记录",
    },
    record: {
      title: "记录中",
      neighbours: "搜索结果的上一笔、下一笔",
      cancel: "取消",
      refund: "申请退款",
    },
  },
  places: {
    dashboard: {
      label: "总览",
      path: "WBO - 虚拟资产管理 - 存入/提取 - 总览",
      spellings: "仪表板；待处理工作；图表",
    },
    applications: {
      label: "存入申请",
      path: "WBO - 虚拟资产清算管理 - 存入和提取 - 存入申请",
      spellings: "虚拟资产清算管理；存入和提取",
    },
    records: {
      label: "存入记录",
      path: "WBO - 虚拟资产管理 - 存入/提取 - 存入记录",
      spellings: "虚拟资产管理 - 存入/提取 - 存入；存币记录；充币记录；存入模块",
    },
    refunds: {
      label: "退款",
      path: "WBO - 虚拟资产管理 - 存入/提取 - 退款",
      spellings: "退款记录；执行退款",
    },
    approvals: {
      label: "审批",
      path: "WBO - 虚拟资产管理 - 存入/提取 - 退款 - 审批",
      spellings: "审批队列；批准退款",
    },
    addresses: {
      label: "钱包地址",
      path: "WBO - 虚拟资产管理 - 存入/提取 - 客户钱包地址",
      spellings: "客户钱包地址；地址验证",
    },
    notices: {
      label: "客户通知",
      path: "WBO - 虚拟资产管理 - 存入/提取 - 退款 - 客户通知",
      spellings: "通知客户（线下）；通知用户",
    },
    audit: {
      label: "审计",
      path: "WBO - 审计日志",
      spellings: "审计日志；操作日志；证据；操作历史",
    },
    currencies: {
      label: "币种设置",
      path: "WBO - 加密货币设置 - 币种和网络",
      spellings: "加密货币设置；网络；最低存入金额；区块确认；代币",
    },
    limits: {
      label: "限额",
      path: "WBO - 加密货币设置 - 退款限额",
      spellings: "加密货币设置；费用上限；审批级别；频率限制",
    },
    keys: {
      label: "签名密钥",
      path: "WBO - 签名密钥",
      spellings: "付款密钥；签名器",
    },
    people: {
      label: "人员",
      path: "WBO - 人员和权限",
      spellings: "用户；账户；角色；他人的权限；权限申请",
    },
    account: {
      label: "账户",
      path: "WBO - 账户",
      spellings: "权限；申请权限；我的权限",
    },
    settings: {
      label: "设置",
      path: "WBO - 设置",
      spellings: "同步；同步状态；主题；行高；时区；版本；语言；Language",
    },
    triage: {
      label: "例外记录",
      path: "WBO - 虚拟资产管理 - 存入/提取 - 例外记录",
      spellings: "例外处理队列；异常个案；暂缓处理；已冻结；认领工作",
    },
    screening: {
      label: "筛查",
      path: "WBO - 加密货币设置 - 筛查",
      spellings: "拒绝名单；制裁名单；导入筛查名单",
    },
    retention: {
      label: "保存期限",
      path: "WBO - 保存期限",
      spellings: "法律保留；清除；记录保存多久",
    },
  },
};
