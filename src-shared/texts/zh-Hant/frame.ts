import type { frame as English } from "#shared/texts/en/frame.ts";
import type { Translation } from "#shared/texts/Translation.ts";

export const frame: Translation<typeof English> = {
  environment: "環境 {{environment}}，{{name}}",
  skip: "跳至頁面內容",
  notFound: {
    title: "沒有此頁面。",
    words: "網址有誤，或屬於另一版本。",
    go: "前往存入記錄",
  },
  fault: {
    title: "無法顯示此頁面。",
    advice: "沒有送出任何資料，亦沒有任何變更。請重試或轉往其他頁面；故障已記入日誌。",
  },
  menu: {
    title: "主選單",
    noPermission: "，欠缺權限",
  },
  operator: {
    menu: "，操作員選單",
    signedInAs: "已登入：<name/>",
    account: "帳戶及權限",
    lock: "鎖定",
    signOut: "登出",
  },
  lock: {
    title: "鎖定視窗",
    tip: "鎖定視窗（Ctrl+L）",
  },
  search: {
    label: "搜尋記錄編號、客戶、TXID、地址",
    found: "搜尋結果",
    records: "在存入記錄中搜尋 <query/>",
  },
  sync: {
    offline: "離線",
    offlineSince: "自 {{time}} 起離線",
    rebuilding: "重建中",
    rebuildingPaused: "重建已暫停",
    first: "首次同步",
    firstPaused: "首次同步已暫停",
    never: "尚未同步",
    synced: "已同步 {{time}}",
  },
  shortcuts: {
    title: "快捷鍵",
    close: "關閉",
    say: "輸入文字時單一字母鍵不起作用。批准及執行退款不設快捷鍵。",
    keys: {
      search: "Ctrl+K 或 /",
      screen: "Page Up、Page Down",
      ends: "Ctrl+Home、Ctrl+End",
    },
    anywhere: {
      title: "任何頁面",
      search: "搜尋記錄及選單",
      sync: "立即同步",
      lock: "鎖定視窗",
      settings: "設定",
      history: "上一頁、下一頁",
      list: "本列表",
    },
    goTo: "前往",
    list: {
      title: "列表中",
      move: "在儲存格之間移動",
      screen: "向上或向下一屏",
      ends: "首行或末行",
      open: "開啟記錄，或按下儲存格中的按鈕",
      filters: "篩選",
      clear: "清除所有篩選",
      export: "匯出列表中的記錄",
    },
    record: {
      title: "記錄中",
      neighbours: "搜尋結果的上一筆、下一筆",
      cancel: "取消",
      refund: "申請退款",
    },
  },
  places: {
    dashboard: {
      label: "總覽",
      path: "WBO - 虛擬資產管理 - 存入／提取 - 總覽",
      spellings: "儀表板；待處理工作；圖表",
    },
    applications: {
      label: "存入申請",
      path: "WBO - 虛擬資產結算管理 - 存入及提取 - 存入申請",
      spellings: "虛擬資產結算管理；存入及提取",
    },
    records: {
      label: "存入記錄",
      path: "WBO - 虛擬資產管理 - 存入／提取 - 存入記錄",
      spellings: "虛擬資產管理 - 存入／提取 - 存入；存幣記錄；充幣記錄；存入模組",
    },
    refunds: {
      label: "退款",
      path: "WBO - 虛擬資產管理 - 存入／提取 - 退款",
      spellings: "退款記錄；執行退款",
    },
    approvals: {
      label: "審批",
      path: "WBO - 虛擬資產管理 - 存入／提取 - 退款 - 審批",
      spellings: "審批佇列；批准退款",
    },
    addresses: {
      label: "錢包地址",
      path: "WBO - 虛擬資產管理 - 存入／提取 - 客戶錢包地址",
      spellings: "客戶錢包地址；地址驗證",
    },
    notices: {
      label: "客戶通知",
      path: "WBO - 虛擬資產管理 - 存入／提取 - 退款 - 客戶通知",
      spellings: "通知客戶（線下）；通知使用者",
    },
    audit: {
      label: "稽核",
      path: "WBO - 稽核日誌",
      spellings: "稽核日誌；操作日誌；證據；操作歷史",
    },
    currencies: {
      label: "幣種設定",
      path: "WBO - 加密貨幣設定 - 幣種及網路",
      spellings: "加密貨幣設定；網路；最低存入金額；區塊確認；代幣",
    },
    limits: {
      label: "限額",
      path: "WBO - 加密貨幣設定 - 退款限額",
      spellings: "加密貨幣設定；費用上限；審批級別；頻率限制",
    },
    keys: {
      label: "簽署金鑰",
      path: "WBO - 簽署金鑰",
      spellings: "付款金鑰；簽署器",
    },
    people: {
      label: "人員",
      path: "WBO - 人員及權限",
      spellings: "使用者；帳戶；角色；他人的權限；權限申請",
    },
    account: {
      label: "帳戶",
      path: "WBO - 帳戶",
      spellings: "權限；申請權限；我的權限",
    },
    settings: {
      label: "設定",
      path: "WBO - 設定",
      spellings: "同步；同步狀態；主題；行高；時區；版本；語言；Language",
    },
    triage: {
      label: "例外記錄",
      path: "WBO - 虛擬資產管理 - 存入／提取 - 例外記錄",
      spellings: "例外處理佇列；異常個案；暫緩處理；已凍結；認領工作",
    },
    screening: {
      label: "篩查",
      path: "WBO - 加密貨幣設定 - 篩查",
      spellings: "拒絕名單；制裁名單；匯入篩查名單",
    },
    retention: {
      label: "保存期限",
      path: "WBO - 保存期限",
      spellings: "法律保留；清除；記錄保存多久",
    },
  },
};
