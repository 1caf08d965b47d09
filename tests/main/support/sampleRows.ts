import type { WalletAddress } from "#shared/contract/address.ts";
import type { Application } from "#shared/contract/application.ts";
import type { Currency, Network } from "#shared/contract/currency.ts";
import type { SyncEntity } from "#shared/contract/sync.ts";
import { benchDeposit } from "#scripts/bench/data/benchRows.ts";
import { personOf, randomDeposit, randomEvent, randomRefund, timeAt } from "./rows.ts";
import { createDice } from "./seededRandom.ts";

const COUNT = 20;

/** Some rows of an entity as the central service sends them, with optional parts filled and empty; the same every time. */
export function sampleRows(entity: SyncEntity): readonly { id: string; version: number }[] {
  const dice = createDice(5);
  const deposits = Array.from({ length: COUNT }, (_, number) =>
    number % 2 === 0 ? randomDeposit(dice, number) : benchDeposit(number, COUNT),
  );
  const person = personOf(dice);
  const [id, at, address] = [dice.uuid(), timeAt(1), `0x${"aB".repeat(20)}`];
  const network: Network = {
    id,
    code: "DEVNET",
    name: "Local test chain",
    chainId: 31337,
    genesisHash: `0x${"1".repeat(64)}`,
    nativeSymbol: "ETH",
    requiredConfirmations: 12,
    finality: "DEPTH",
    finalityDepth: 24,
    explorerTxUrl: null,
    explorerAddressUrl: null,
    feeCapWei: "20000000000000000",
    enabled: true,
    version: 1,
  };
  const currency: Currency = {
    id,
    code: "USDT",
    name: "Tether USD",
    network: "DEVNET",
    kind: "ERC20",
    contractAddress: address,
    decimals: 6,
    displayDecimals: 6,
    minDeposit: "1",
    confirmationBands: [{ from: "1000", confirmations: 24 }],
    mismatchTolerance: "0",
    waitingWindowHours: 168,
    largeAmount: "100000",
    depositEnabled: true,
    refundEnabled: true,
    proofPerDeposit: false,
    addressSource: "CLIENT_OR_SHARED",
    effectiveFrom: at,
    version: 1,
  };
  const walletAddress: WalletAddress = {
    id,
    customerNo: "C1",
    customerName: "陳大文",
    network: "DEVNET",
    address,
    label: "main wallet",
    status: "VERIFIED",
    method: "SIGNED_MESSAGE",
    proof: "a signature",
    requestedBy: person,
    verifiedBy: person,
    verifiedAt: at,
    expiresAt: null,
    cooldownUntil: null,
    lookalikeOf: [address],
    createdAt: at,
    updatedAt: at,
    version: 2,
  };
  const application: Application = {
    id,
    applicationNo: "DA-20260101-000001",
    clientRequestId: "r1",
    status: "ABNORMAL",
    customerNo: "C1",
    customerName: null,
    securitiesAccount: "S1",
    currency: "USDT",
    network: "DEVNET",
    amount: "1250.5",
    sourceAddress: "not an address",
    destinationAddress: address,
    txHash: null,
    flags: [{ code: "AMOUNT_BELOW_MINIMUM", detail: "" }],
    depositId: null,
    recordNo: null,
    decision: { by: person, at, remarks: "seen", reasonCode: null },
    requestedAt: at,
    updatedAt: at,
    version: 1,
  };
  return {
    networks: [network],
    currencies: [currency, { ...currency, kind: "NATIVE" as const, contractAddress: null }],
    walletAddresses: [walletAddress, { ...walletAddress, method: null, requestedBy: null }],
    applications: [application, { ...application, decision: null }],
    deposits,
    refunds: deposits.map((deposit, number) => randomRefund(dice, number, deposit)),
    events: deposits.map((deposit) => randomEvent(dice, deposit, { detail: { block: "12" } })),
  }[entity];
}
