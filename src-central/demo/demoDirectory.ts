/** Who and what exists in the demo: people, currencies, customers, wallets. All invented. */
import type { Role } from "#shared/domain/permissions.ts";
import { parseAddress } from "#central/chain/parseAddress.ts";
import { drawFrom, inventedAddress } from "./draw.ts";

export const DEMO_NETWORK = "DEVNET";

export const DEMO_USERS: readonly { username: string; displayName: string; roles: Role[] }[] = [
  { username: "operator", displayName: "Cheung Mei Yan", roles: ["OPERATOR"] },
  { username: "operator2", displayName: "Tong Kai Yin", roles: ["OPERATOR"] },
  { username: "supervisor", displayName: "Ho Chi Fung", roles: ["SUPERVISOR"] },
  { username: "supervisor2", displayName: "Siu Ka Man", roles: ["SUPERVISOR"] },
  { username: "executor", displayName: "Ng Tsz Kit", roles: ["EXECUTOR"] },
  { username: "auditor", displayName: "Lam Pui Shan", roles: ["AUDITOR"] },
  { username: "admin", displayName: "Yuen Wai Lam", roles: ["ADMIN"] },
  { username: "admin2", displayName: "Fong Wing Sze", roles: ["ADMIN"] },
  { username: "client-channel", displayName: "Client channel", roles: ["CLIENT_CHANNEL"] },
];
export const demoPassword = (username: string): string => `demo-${username}`;

/** `low` and `high` bound a usual deposit, in whole units; its fraction is one of `steps` multiples of `step` base units. */
export type DemoCurrency = {
  code: string;
  name: string;
  kind: "NATIVE" | "ERC20";
  decimals: number;
  displayDecimals: number;
  minDeposit: string;
  tolerance: string;
  largeAmount: string;
  low: number;
  high: number;
  step: bigint;
  steps: number;
};

export const DEMO_CURRENCIES: readonly DemoCurrency[] = [
  {
    code: "USDT",
    name: "Tether USD",
    kind: "ERC20",
    decimals: 6,
    displayDecimals: 6,
    minDeposit: "10",
    tolerance: "0",
    largeAmount: "100000",
    low: 200,
    high: 60_000,
    step: 250_000n,
    steps: 4,
  },
  {
    code: "HKDX",
    name: "Hong Kong Dollar Token",
    kind: "ERC20",
    decimals: 18,
    displayDecimals: 8,
    minDeposit: "100",
    tolerance: "0",
    largeAmount: "800000",
    low: 1_000,
    high: 400_000,
    step: 5n * 10n ** 17n,
    steps: 2,
  },
  {
    code: "ETH",
    name: "Ether",
    kind: "NATIVE",
    decimals: 18,
    displayDecimals: 8,
    minDeposit: "0.01",
    tolerance: "0",
    largeAmount: "40",
    low: 1,
    high: 18,
    step: 4271n * 10n ** 13n,
    steps: 23,
  },
];

export type DemoCustomer = {
  customerNo: string;
  name: string;
  securitiesAccount: string;
  /** verified wallet, EIP-55 */
  wallet: string;
  /** another wallet, never verified */
  unverifiedWallet: string;
  /** the broker's address at which this customer deposits */
  depositAddress: string;
  travelRuleComplete: boolean;
};

const SURNAMES = [
  "Lau",
  "Chan",
  "Wong",
  "Tsang",
  "Yip",
  "Leung",
  "Fung",
  "Kwan",
  "Mak",
  "Chow",
  "Lam",
  "Ng",
  "Tai",
  "Poon",
  "Ho",
  "Cheung",
  "Kwok",
  "Tang",
  "Lee",
  "Yeung",
];
const GIVEN = [
  "Wing Sze",
  "Ho Yin",
  "Lai Kuen",
  "Kwok Fai",
  "Sin Man",
  "Pak Hei",
  "Yuen Ting",
  "Tin Lok",
  "Oi Lam",
  "Tsz Ching",
  "Siu Ming",
  "Hoi Kiu",
  "Yuet Wah",
  "Cheuk Yiu",
  "Ka Yan",
  "Chun Kit",
];
const HOUSES = [
  "Meridian Peak Capital",
  "Harbour Lane Office",
  "Sino Crest Ltd",
  "Bluewater Quant SPC",
  "Lion Rock Partners",
  "Pearl Gate Holdings",
  "Victoria Tide Fund",
  "Jade Terrace Trust",
];

const CUSTOMER_COUNT = 96;

export function demoCustomers(): DemoCustomer[] {
  const draw = drawFrom("customers");
  const names = new Set<string>(HOUSES);
  while (names.size < CUSTOMER_COUNT) names.add(`${draw.pick(SURNAMES)} ${draw.pick(GIVEN)}`);
  return [...names].map((name, index) => {
    const customerNo = `C-${100_093 + index * 173}`;
    return {
      customerNo,
      name,
      securitiesAccount: `02-${String(118_000 + index * 97).padStart(6, "0")}-${1 + (index % 9)}`,
      wallet: parseAddress(inventedAddress(`${customerNo}/wallet`)),
      unverifiedWallet: parseAddress(inventedAddress(`${customerNo}/second wallet`)),
      depositAddress: parseAddress(inventedAddress(`${customerNo}/deposit`)),
      // One customer's Travel Rule data is missing, so that the hold for it can be seen.
      travelRuleComplete: index !== 17,
    };
  });
}

/** On the demo's screening list; belongs to a wallet that one customer tried to use. */
export const DEMO_DENIED_ADDRESS = inventedAddress("denied");
