/** Answers for every call about refunds, addresses and keys over a desk, as the engine gives them; for makePageApi's overrides. */
import type { CallHandlers, RefundDraft, RefundQuote, SigningKey } from "#shared/contract/ipc.ts";
import type { WalletAddress } from "#shared/contract/address.ts";
import type { Deposit } from "#shared/contract/deposit.ts";
import type { Refund } from "#shared/contract/refund.ts";
import type { DeviceKey } from "#shared/contract/session.ts";
import type { Signer } from "#shared/contract/signer.ts";
import { AppError } from "#shared/errors.ts";
import { before, hashOf, HOUR, idOf, NOW } from "./ids.ts";
import { DEVNET, ETH, USDT } from "./money.ts";
import { EXECUTOR, personOf, SUPERVISOR, SUPERVISOR2 } from "./people.ts";
import { CLIENT_ADDRESS, LOOKALIKE_ADDRESS, makeAddress, OTHER_ADDRESS } from "./records.ts";
import { makeDifferences, makeReview, makeVoiding, makeVoidReview } from "./refunds.ts";

export const QUOTE: RefundQuote = {
  feeQuoteWei: "1610000000000000",
  feeCapWei: DEVNET.feeCapWei,
  requiredApprovals: 1,
  feeSymbol: "ETH",
  simulation: { ok: true, detail: "Simulated: the transfer succeeds" },
  sourceWarning: null,
  nodes: { asked: 3, agree: 3 },
};

/** One of each kind for the client of the fixtures: two usable, one look-alike, one revoked. */
export const ADDRESS_BOOK: readonly WalletAddress[] = [
  makeAddress({ lookalikeOf: [LOOKALIKE_ADDRESS] }),
  makeAddress({ id: idOf("address", 2), address: OTHER_ADDRESS, label: "Cold wallet", method: "MICROPAYMENT" }),
  makeAddress({
    id: idOf("address", 3),
    address: LOOKALIKE_ADDRESS,
    label: "New wallet",
    status: "NOT_VERIFIED",
    method: null,
    proof: null,
    verifiedAt: null,
    verifiedBy: null,
    expiresAt: null,
    lookalikeOf: [CLIENT_ADDRESS],
  }),
  makeAddress({
    id: idOf("address", 4),
    address: "0x28aED8ff2cA1b7e4C6A5b8Cdd9bE53f307CFef58",
    label: "Old wallet",
    status: "REVOKED",
  }),
];

export const DEVICE_KEYS: readonly DeviceKey[] = [SUPERVISOR, SUPERVISOR2].map((user, index) => ({
  id: idOf("devicekey", index + 1),
  user: personOf(user),
  deviceId: idOf("device", index + 1),
  deviceName: `desk-${index + 3}`,
  publicKey: hashOf(40 + index),
  status: "ACTIVE",
  endorsement: null,
  createdAt: before(200 * HOUR),
  version: 1,
}));

/** SHA-256 over each public key, as the engine and the page make them; taken from Node's own hash. */
export const FINGERPRINTS = ["7fd3 6e9b e605 f8b2", "6fba b2ff 3219 3970"] as const;

export const SIGNER: Signer = {
  id: idOf("signer", 1),
  address: "0x9C8BCA00eBdf1e6679b7088409663D1CC0Aa0B30",
  networks: ["DEVNET"],
  executor: personOf(EXECUTOR),
  workstationId: idOf("workstation", 1),
  workstationName: "desk-7",
  status: "APPROVED",
  approvedBy: personOf(SUPERVISOR),
  approvedAt: before(190 * HOUR),
  createdAt: before(191 * HOUR),
  version: 2,
};

export const MY_KEY: SigningKey = {
  signer: SIGNER,
  onThisWorkstation: true,
  backupProven: true,
  address: SIGNER.address,
  balances: [
    { symbol: "ETH", amount: "1.884" },
    { symbol: "USDT", amount: "2140880.51" },
  ],
  pinned: DEVICE_KEYS.map((key, index) => ({
    userId: key.user.id,
    name: key.user.name,
    fingerprint: FINGERPRINTS[index] ?? "",
  })),
};

export type RefundWorld = {
  deposits: Deposit[];
  refunds: Refund[];
  draft: RefundDraft | null;
  addresses: WalletAddress[];
};

export function refundHandlers(world: RefundWorld): {
  refunds: Partial<CallHandlers["refunds"]>;
  addresses: Partial<CallHandlers["addresses"]>;
  signingKey: Partial<CallHandlers["signingKey"]>;
  deviceKeys: Partial<CallHandlers["deviceKeys"]>;
} {
  const find = (id: string): Refund => {
    const refund = world.refunds.find((one) => one.id === id);
    if (!refund) throw new AppError("NOT_FOUND", "no such refund");
    return refund;
  };
  const put = (id: string, change: Partial<Refund>): Refund => {
    const old = find(id);
    const next = { ...old, ...change, version: old.version + 1, updatedAt: NOW };
    world.refunds[world.refunds.indexOf(old)] = next;
    return next;
  };
  return {
    refunds: {
      search: ({ status, text, noticeOpen, voidAsked, oldestFirst, limit }) => {
        const items = world.refunds
          .filter(
            (one) =>
              (status === undefined || (status as string[]).includes(one.status)) &&
              (noticeOpen !== true || one.notification?.status === "OPEN") &&
              (voidAsked !== true || (one.voiding !== null && one.voiding.approval === null)) &&
              (text === undefined || JSON.stringify(one).toLowerCase().includes(text.toLowerCase())),
          )
          .sort((left, right) => (left.requestedAt < right.requestedAt ? 1 : -1));
        if (oldestFirst === true) items.reverse();
        return { items: items.slice(0, limit ?? 50), total: items.length, asOf: NOW };
      },
      get: ({ id }) => {
        const refund = find(id);
        return {
          refund,
          deposit: world.deposits.find((one) => one.id === refund.depositId) ?? null,
          network: DEVNET,
          currency: refund.currency === "ETH" ? ETH : USDT,
          asOf: NOW,
        };
      },
      draft: () => world.draft,
      saveDraft: (draft) => {
        world.draft = draft;
        return null;
      },
      discardDraft: () => {
        world.draft = null;
        return null;
      },
      quote: () => QUOTE,
      differences: ({ id }) => makeDifferences(find(id).requiredApprovals > 1),
      withdraw: ({ id }) => put(id, { status: "WITHDRAWN" }),
      releaseHold: ({ id }) => put(id, { status: "PENDING_APPROVAL", approvals: [] }),
      rebroadcast: ({ id }) => put(id, { status: "BROADCAST" }),
      claim: ({ id, purpose }) => {
        const refund = find(id);
        const whose = { refundId: refund.id, refundNo: refund.refundNo };
        return purpose === "VOID" ? makeVoidReview(whose) : makeReview({ purpose, ...whose });
      },
      requestVoid: ({ id, reason }) => put(id, { voiding: { ...makeVoiding(false), reason } }),
      approveVoid: ({ id }) => put(id, { voiding: makeVoiding(true) }),
      dropVoid: ({ id }) => put(id, { voiding: null }),
      closeUnpaid: ({ id }) => put(id, { status: "FAILED_ON_CHAIN", lockReleased: true }),
      releaseClaim: ({ id }) => find(id),
      execute: ({ id }) => put(id, { status: "BROADCAST" }),
      approve: ({ id }) => put(id, { status: "APPROVED" }),
      reject: ({ id }) => put(id, { status: "REJECTED" }),
      notify: ({ id }) => put(id, {}),
    },
    addresses: {
      search: ({ customerNo, text }) =>
        world.addresses.filter(
          (one) =>
            (customerNo === undefined || one.customerNo === customerNo) &&
            (text === undefined ||
              `${one.address} ${one.customerNo} ${one.customerName}`.toLowerCase().includes(text.toLowerCase())),
        ),
    },
    signingKey: {
      mine: () => MY_KEY,
      list: () => [
        SIGNER,
        { ...SIGNER, id: idOf("signer", 2), status: "PENDING_APPROVAL", approvedBy: null, approvedAt: null },
      ],
      enrol: () => ({ signer: SIGNER, backup: '{"version":3,"crypto":{}}' }),
      proveBackup: () => ({ address: SIGNER.address }),
      saveBackup: () => ({ saved: true }),
      approve: () => SIGNER,
      retire: () => ({ ...SIGNER, status: "RETIRED", version: SIGNER.version + 1 }),
      compare: ({ id, network }) => ({ signerId: id, network, next: "0", findings: [] }),
    },
    deviceKeys: { list: () => [...DEVICE_KEYS], endorse: () => ({ ...DEVICE_KEYS[0]!, version: 2 }) },
  };
}
