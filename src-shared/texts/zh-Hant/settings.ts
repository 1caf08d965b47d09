import type { settings as English } from "#shared/texts/en/settings.ts";
import type { Translation } from "#shared/texts/Translation.ts";

export const settings: Translation<typeof English> = {
  title: "設定",
  window: {
    title: "視窗",
    theme: "主題",
    themes: {
      system: "跟隨系統",
      light: "淺色",
      dark: "深色",
    },
    density: "行高",
    zone: "時區",
    zones: {
      hongKong: "香港（HKT，+08:00）",
      utc: "UTC",
    },
    language: "語言",
  },
  versions: {
    title: "版本",
    contract: "介面合約",
    environment: "環境",
    centralService: "中央服務",
    certificate: "憑證",
    noCertificate: "無，連線不會離開本電腦",
  },
  nodes: {
    title: "鏈上節點",
    asking: "查詢中…",
    again: "再次查詢",
    none: "本電腦未設定任何節點，不能在此執行退款。",
    network: "網路",
    node: "節點",
    state: "狀態",
    block: "區塊",
    answer: "回應時間",
    reached: "可連線",
    notReached: "無法連線",
  },
};
