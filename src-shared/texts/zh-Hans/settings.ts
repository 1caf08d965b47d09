import type { settings as English } from "#shared/texts/en/settings.ts";
import type { Translation } from "#shared/texts/Translation.ts";

export const settings: Translation<typeof English> = {
  title: "设置",
  window: {
    title: "窗口",
    theme: "主题",
    themes: {
      system: "跟随系统",
      light: "浅色",
      dark: "深色",
    },
    density: "行高",
    zone: "时区",
    zones: {
      hongKong: "香港（HKT，+08:00）",
      utc: "UTC",
    },
    language: "语言",
  },
  versions: {
    title: "版本",
    contract: "接口合约",
    environment: "环境",
    centralService: "中央服务",
    certificate: "证书",
    noCertificate: "无，连接不会离开本机",
  },
  nodes: {
    title: "链上节点",
    asking: "查询中…",
    again: "再次查询",
    none: "本机未配置任何节点，不能在此执行退款。",
    network: "网络",
    node: "节点",
    state: "状态",
    block: "区块",
    answer: "响应时间",
    reached: "可连接",
    notReached: "无法连接",
  },
};
