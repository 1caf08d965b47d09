/** Rows as other rooms of the service would have written them, with sensible values for what a simulation does not care about. */
import type { WalletAddressRow } from "#central/addresses/toWalletAddress.ts";
import { DAY_MS, later } from "#central/clock.ts";
import type { CurrencyRow, NetworkRow } from "#central/configuration/toCurrency.ts";
import { type BookRooms, newId, now, type PersonActor } from "#central/context.ts";
import type { DepositRow } from "#central/deposits/toDeposit.ts";
import type { DeviceKeyRow, SignerRow } from "#central/signers/toSigner.ts";
import { DEPOSIT_DEFAULTS, type Tables } from "./memoryTables.ts";
import type { MemoryCentral } from "./MemoryCentral.ts";

type Given<Noun extends keyof MemoryCentral["put"]> = Parameters<MemoryCentral["put"][Noun]>[0];
type Rooms = Pick<BookRooms, "clock" | "random">;

/** 0.006 of an 18-decimals coin: a token transfer at 50 gwei, twice over */
const FEE_CAP_WEI = "6000000000000000";

export function seedsInto(tables: Tables, rooms: Rooms): MemoryCentral["put"] {
  const stamp = () => ({ id: newId(rooms), createdAt: now(rooms), updatedAt: now(rooms), version: 1 });
  return {
    network: (row) => tables.networks.put({ ...stamp(), ...networkDefaults(), ...row }),
    currency: (row) =>
      tables.currencies.put({ ...stamp(), ...currencyDefaults(rooms), ...row, name: row.name ?? row.code }),
    deposit: (row) => tables.deposits.put(depositFrom(tables, rooms, row)),
    address: (row) => tables.addresses.put({ ...stamp(), ...addressFrom(rooms, row) }),
    depositAddress: (network, address) => void tables.depositAddresses.add(`${network} ${address.toLowerCase()}`),
    signer: (row) => tables.signers.put({ ...stamp(), ...signerFrom(rooms, row) }),
    deviceKey: (row) =>
      tables.deviceKeys.put({
        ...stamp(),
        ...{
          userName: "Approver",
          deviceId: newId(rooms),
          deviceName: "Workstation",
          status: "ACTIVE",
          endorsement: null,
        },
        ...row,
      } satisfies DeviceKeyRow),
    denylist: (listVersion, addresses, goodUntil = null) => {
      const addressKeys = new Set(addresses.map((address) => address.toLowerCase()));
      tables.denylists.push({ listVersion, goodUntil, addressKeys });
    },
  };
}

export function personFrom(rooms: Rooms, values: Parameters<MemoryCentral["person"]>[0]): PersonActor {
  const { name, permissions, userId = newId(rooms), workstationId = newId(rooms) } = values;
  return {
    kind: "PERSON",
    userId,
    name,
    role: "OPERATOR",
    permissions: new Set(permissions),
    sessionId: newId(rooms),
    workstationId,
    appVersion: null,
  };
}

function networkDefaults(): Omit<
  NetworkRow,
  "id" | "code" | "chainId" | "genesisHash" | "createdAt" | "updatedAt" | "version"
> {
  return {
    name: "Simulated chain",
    nativeSymbol: "ETH",
    requiredConfirmations: 12,
    finality: "DEPTH",
    finalityDepth: 24,
    explorerTxUrl: null,
    explorerAddressUrl: null,
    feeCapWei: FEE_CAP_WEI,
    enabled: true,
  };
}

function currencyDefaults(rooms: Rooms) {
  return {
    contractAddress: null,
    displayDecimals: 6,
    minDeposit: "0",
    confirmationBands: [],
    mismatchTolerance: "0",
    waitingWindowHours: 168,
    largeAmount: "100000",
    depositEnabled: true,
    refundEnabled: true,
    proofPerDeposit: false,
    addressSource: "CLIENT_OR_SHARED",
    effectiveFrom: now(rooms),
  } satisfies Partial<CurrencyRow>;
}

/** A credited record; its transfer is in the block that `confirmations` names. */
function depositFrom(tables: Tables, rooms: Rooms, row: Given<"deposit">): DepositRow {
  const at = now(rooms);
  const number = tables.deposits.rows.size + 1;
  const sourceAddress = row.sourceAddress ?? `0x${"5".repeat(40)}`;
  const destinationAddress = row.destinationAddress ?? `0x${"d".repeat(40)}`;
  return {
    ...DEPOSIT_DEFAULTS,
    id: newId(rooms),
    recordNo: `DP-${at.slice(0, 10).replaceAll("-", "")}-${String(number).padStart(6, "0")}`,
    customerNo: "C10001",
    customerName: "Client",
    securitiesAccount: "S-10001",
    status: "CREDITED",
    receivedAmount: row.declaredAmount,
    creditedAmount: row.declaredAmount,
    creditedAt: at,
    sourceAddress,
    sourceKey: sourceAddress.toLowerCase(),
    destinationAddress,
    destinationKey: destinationAddress.toLowerCase(),
    addressVerification: {
      status: "VERIFIED",
      addressId: null,
      verifiedAt: at,
      method: null,
      verifiedBy: null,
      proof: null,
    },
    confirmations: { current: 0, required: 1, blockNumber: null, blockHash: null, observedAt: at, orphanedAt: null },
    checks: [],
    requestedAt: at,
    waitingUntil: later(at, 7 * DAY_MS),
    configVersion: 1,
    createdAt: at,
    updatedAt: at,
    version: 1,
    ...row,
  };
}

function addressFrom(
  rooms: Rooms,
  row: Given<"address">,
): Omit<WalletAddressRow, "id" | "createdAt" | "updatedAt" | "version"> {
  const at = now(rooms);
  const addressKey = row.address.toLowerCase();
  return {
    customerName: "Client",
    addressKey,
    edgeKey: `${addressKey.slice(2, 6)}${addressKey.slice(-4)}`,
    label: "Wallet",
    status: "VERIFIED",
    method: null,
    proof: null,
    proofDetails: null,
    addedById: null,
    requestedBy: null,
    verifiedBy: null,
    verifiedAt: at,
    expiresAt: null,
    cooldownUntil: null,
    lookalikeOf: [],
    ...row,
  };
}

function signerFrom(rooms: Rooms, row: Given<"signer">): Omit<SignerRow, "id" | "createdAt" | "updatedAt" | "version"> {
  return {
    addressKey: row.address.toLowerCase(),
    executorName: "Executor",
    workstationName: "Workstation",
    status: "APPROVED",
    approvedBy: null,
    approvedAt: now(rooms),
    settled: {},
    settlement: null,
    ...row,
  };
}
