/** Networks and currencies of the fixtures: the demo's. */
import type { Currency, Network } from "#shared/contract/currency.ts";
import { hashOf, idOf, NOW } from "./ids.ts";

export const DEVNET: Network = {
  id: idOf("network", 1),
  code: "DEVNET",
  name: "Local test chain",
  chainId: 31337,
  genesisHash: `0x${hashOf(1)}`,
  nativeSymbol: "ETH",
  requiredConfirmations: 12,
  finality: "DEPTH",
  finalityDepth: 24,
  explorerTxUrl: "https://explorer.example/tx/{hash}",
  explorerAddressUrl: "https://explorer.example/address/{address}",
  feeCapWei: "6000000000000000",
  enabled: true,
  version: 1,
};

export const USDT: Currency = {
  id: idOf("currency", 1),
  code: "USDT",
  name: "Test Tether",
  network: "DEVNET",
  kind: "ERC20",
  contractAddress: "0xdAC17F958D2ee523a2206206994597C13D831ec7",
  decimals: 6,
  displayDecimals: 6,
  minDeposit: "10",
  confirmationBands: [],
  mismatchTolerance: "0",
  waitingWindowHours: 168,
  largeAmount: "100000",
  depositEnabled: true,
  refundEnabled: true,
  proofPerDeposit: false,
  addressSource: "CLIENT_OR_SHARED",
  effectiveFrom: NOW,
  version: 1,
};

export const ETH: Currency = {
  ...USDT,
  id: idOf("currency", 2),
  code: "ETH",
  name: "Test Ether",
  kind: "NATIVE",
  contractAddress: null,
  decimals: 18,
  displayDecimals: 8,
  minDeposit: "0.01",
  largeAmount: "50",
};
