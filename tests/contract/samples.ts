/** For every endpoint a request that is well formed, about things that do not exist. A new endpoint does not compile without one. */
import { API_BASE, type Endpoint, http } from "#shared/contract/http.ts";
import type { z } from "#shared/zod.ts";
import type { AnyRequest } from "./ApiClient.ts";

type Part<Name extends string, Schema> = Schema extends z.ZodObject ? { [N in Name]: z.input<Schema> } : unknown;
type SampleOf<E extends Endpoint> = Part<"params", E["params"]> & Part<"query", E["query"]> & Part<"body", E["body"]>;
type Samples = {
  [Noun in keyof typeof http]: {
    [Verb in keyof (typeof http)[Noun]]: (typeof http)[Noun][Verb] extends infer E extends Endpoint
      ? SampleOf<E>
      : never;
  };
};

export const NOBODY = "01890000-0000-7000-8000-000000000000";
const HASH = "ab".repeat(32);
const AT = "2026-01-02T03:04:05.678Z";
const ADDRESS = "0x52908400098527886E0F7030069857D2E4169EE7";
const byNobody = { params: { id: NOBODY } };
const remarks = "a remark of the contract tests";
const lease = { leaseId: NOBODY, fencingToken: 1 };
const attemptOfNobody = { params: { id: NOBODY, txHash: `0x${HASH}` } };
const decision = {
  comment: remarks,
  intentHash: HASH,
  decidedAt: AT,
  stepUpToken: "none",
  deviceKeyId: NOBODY,
  signature: "cd".repeat(64),
};

export const SAMPLES: Samples = {
  meta: { get: {}, health: {} },
  auth: {
    login: { body: { username: "nobody-at-all", password: "not a password", deviceId: NOBODY, deviceName: "tests" } },
    refresh: { body: { refreshToken: "not a token", deviceId: NOBODY } },
    logout: {},
    me: {},
    password: { body: { currentPassword: "not mine", newPassword: "a long and new one 7!" } },
    stepUp: { body: { method: "PASSWORD", code: "not mine", action: "refund.claim", resourceId: NOBODY } },
  },
  access: { request: { body: { permission: "Retention.Manage", reason: remarks } } },
  users: {
    list: {},
    create: { body: { username: "somebody-else", displayName: "Somebody", password: "short" } },
    proposeRights: { ...byNobody, body: { roles: [], grants: [], disabled: true, remarks } },
    approveRights: { ...byNobody, body: { remarks } },
    rejectRights: { ...byNobody, body: { remarks } },
    withdrawRights: { ...byNobody, body: { remarks } },
  },
  sessions: { mine: {}, endMine: byNobody, ofUser: byNobody, endOfUser: { ...byNobody, body: { remarks } } },
  deviceKeys: {
    list: {},
    register: { body: { deviceId: NOBODY, deviceName: "tests", publicKey: HASH } },
    endorse: { ...byNobody, body: { endorserKeyId: NOBODY, signature: decision.signature, stepUpToken: "none" } },
  },
  signers: {
    list: {},
    enrol: {
      body: {
        address: ADDRESS,
        networks: ["DEVNET"],
        workstationId: NOBODY,
        workstationName: "tests",
        proof: `0x${"12".repeat(65)}`,
      },
    },
    approve: { ...byNobody, body: { stepUpToken: "none" } },
    retire: { ...byNobody, body: { remarks } },
    compare: { ...byNobody, query: { network: "DEVNET" } },
    proposeSettlement: { ...byNobody, body: { network: "DEVNET", below: "1", remarks } },
    approveSettlement: { ...byNobody, body: { stepUpToken: "none" } },
  },
  applications: {
    submit: {
      body: {
        clientRequestId: "contract-tests",
        customerNo: "C-0",
        securitiesAccount: "0",
        currency: "ETH",
        network: "DEVNET",
        amount: "1",
        sourceAddress: ADDRESS,
        destinationAddress: ADDRESS,
      },
    },
    list: { query: {} },
    get: byNobody,
    accept: { ...byNobody, body: { remarks } },
    delete: { ...byNobody, body: { reasonCode: "TEST", remarks } },
  },
  retention: {
    overview: {},
    ofRecord: byNobody,
    placeHold: { ...byNobody, body: { reason: remarks } },
    askLift: { ...byNobody, body: { remarks } },
    approveLift: { ...byNobody, body: { remarks } },
    refuseLift: { ...byNobody, body: { remarks } },
  },
  screening: {
    list: {},
    propose: {
      body: { source: remarks, publishedAt: AT, goodUntil: AT, entries: [{ address: ADDRESS, reason: "" }], remarks },
    },
    changes: byNobody,
    approve: { ...byNobody, body: { remarks } },
    reject: { ...byNobody, body: { remarks } },
    withdraw: { ...byNobody, body: { remarks } },
  },
  notes: { list: byNobody, write: { ...byNobody, body: { text: remarks } } },
  presence: { deposit: byNobody, refund: byNobody },
  triage: {
    list: { query: {} },
    claim: byNobody,
    takeOver: { ...byNobody, body: { remarks } },
    release: byNobody,
  },
  deposits: {
    list: { query: {} },
    get: byNobody,
    timeline: byNobody,
    cancelCheck: byNobody,
    cancel: { ...byNobody, body: { remarks } },
    hold: byNobody,
    proposeHold: { ...byNobody, body: { resolutionCode: "RELEASE", remarks, evidence: [] } },
    refuseHold: { ...byNobody, body: { remarks } },
    releaseHold: { ...byNobody, body: { remarks } },
    creditHeld: { ...byNobody, body: { remarks } },
    block: { ...byNobody, body: { remarks } },
    unblock: { ...byNobody, body: { remarks } },
    reverseCredit: { ...byNobody, body: { remarks } },
    reviews: byNobody,
    review: { ...byNobody, body: { mark: "NOTE", remarks } },
    requestRefund: {
      ...byNobody,
      body: {
        kind: "CUSTOMER_REQUEST",
        refundAddressId: NOBODY,
        network: "DEVNET",
        amount: "1",
        adjustmentReason: null,
        remainder: null,
        reason: remarks,
        identityCheck: {
          method: "CALL_BACK",
          reference: "file 1",
          askedBy: "the client",
          basis: "asked in writing",
          checkedBy: "the desk",
          checkedAt: AT,
          addressConfirmed: true,
          noThirdParty: true,
          attachments: [],
        },
      },
    },
  },
  views: {
    list: {},
    save: { body: { name: "Late ones", query: "status:credited", shared: true } },
    change: { ...byNobody, body: { name: "Late ones", query: "status:credited", shared: true } },
    remove: byNobody,
  },
  addresses: {
    list: { query: {} },
    get: byNobody,
    add: { body: { customerNo: "C-nobody", network: "DEVNET", address: ADDRESS, label: remarks } },
    proofs: byNobody,
    startProof: { ...byNobody, body: { method: "DOCUMENT" } },
    submitProof: { params: { id: NOBODY, proofId: NOBODY }, body: { reference: remarks } },
    approve: { ...byNobody, body: { remarks } },
    reject: { ...byNobody, body: { remarks } },
    revoke: { ...byNobody, body: { remarks } },
  },
  configuration: {
    networks: {},
    currencies: {},
    limits: {},
    history: {},
    proposeCurrency: {
      body: {
        ...{ network: "NOWHERE", currency: "NOTHING", effectiveFrom: null, remarks },
        payload: {
          basedOn: null,
          rules: {
            ...{ name: "Nothing", kind: "ERC20", contractAddress: ADDRESS, decimals: 6, displayDecimals: 2 },
            ...{ minDeposit: "1", confirmationBands: [], mismatchTolerance: "0", waitingWindowHours: 1 },
            ...{ largeAmount: "1", depositEnabled: false, refundEnabled: false, proofPerDeposit: false },
            addressSource: "CLIENT",
          },
        },
      },
    },
    proposeNetwork: {
      body: {
        ...{ network: "NOWHERE", effectiveFrom: null, remarks },
        payload: {
          basedOn: 1,
          rules: {
            ...{ name: "Nowhere", chainId: 1, genesisHash: `0x${HASH}`, nativeSymbol: "NO", enabled: false },
            ...{ requiredConfirmations: 1, finality: "DEPTH", finalityDepth: 1, feeCapWei: "1" },
            ...{ explorerTxUrl: null, explorerAddressUrl: null },
          },
        },
      },
    },
    propose: {
      body: {
        ...{ kind: "PAYMENT_LIMITS", network: "DEVNET", currency: "NOTHING", effectiveFrom: null, remarks },
        payload: {
          ...{ feeCapWei: "1", approvalBands: [], largeAmount: "1" },
          ...{ paymentsPerSignerAndDay: 1, amountPerSignerAndDay: null },
        },
      },
    },
    approve: { ...byNobody, body: { remarks } },
    reject: { ...byNobody, body: { remarks } },
    withdraw: { ...byNobody, body: { remarks } },
  },
  refunds: {
    list: { query: {} },
    get: byNobody,
    differences: byNobody,
    approve: { ...byNobody, body: decision },
    reject: { ...byNobody, body: decision },
    withdraw: { ...byNobody, body: { remarks } },
    releaseHold: { ...byNobody, body: { remarks } },
    claim: { ...byNobody, body: { workstationId: NOBODY, signerId: NOBODY, stepUpToken: "none" } },
    renewLease: { ...byNobody, body: lease },
    releaseLease: { ...byNobody, body: lease },
    registerAttempt: { ...byNobody, body: { ...lease, kind: "PAYMENT", signedTx: "0x02", txHash: `0x${HASH}` } },
    attempts: byNobody,
    reportBroadcast: { ...attemptOfNobody, body: { result: "UNKNOWN", node: "tests", error: null } },
    reportObservation: {
      ...attemptOfNobody,
      body: {
        blockNumber: "1",
        blockHash: `0x${HASH}`,
        confirmations: 1,
        receiptStatus: 1,
        transfer: null,
        feeWei: "0",
        node: "tests",
      },
    },
    requestVoid: { ...byNobody, body: { reason: remarks } },
    approveVoid: {
      ...byNobody,
      body: { comment: "", decidedAt: AT, stepUpToken: "none", deviceKeyId: NOBODY, signature: "ab".repeat(64) },
    },
    dropVoid: { ...byNobody, body: { remarks } },
    adopt: { ...byNobody, body: { txHash: `0x${HASH}`, evidence: remarks, stepUpToken: "none" } },
    closeUnpaid: { ...byNobody, body: { evidence: remarks, stepUpToken: "none" } },
    notify: { ...byNobody, body: { channel: "PHONE", outcome: "REACHED", notifiedAt: AT, remarks } },
  },
  audit: {
    list: { query: {} },
    report: {
      body: {
        refusals: [{ call: "refunds.execute", code: "PERMISSION_DENIED", missingPermission: null, times: 1, at: AT }],
        dropped: 0,
      },
    },
    reportExport: {
      body: { at: AT, format: "csv", rows: 0, sha256: "0".repeat(64), asOf: null, filter: "" },
    },
    acceptHead: {
      body: {
        kept: { size: 2, at: AT, rootHash: "0".repeat(64) },
        accepted: { size: 1, at: AT, rootHash: "1".repeat(64) },
        broken: "its log was cut",
        remarks,
        stepUpToken: "none",
      },
    },
    verify: {},
    head: { query: {} },
    export: { query: { size: 999_999_999 } },
  },
  evidence: { refund: byNobody, cancellation: byNobody },
  sync: {
    bootstrap: {},
    rows: { params: { entity: "networks" }, query: {} },
    changes: { query: { cursor: "none" } },
  },
};

/** By name ("deposits.cancel"), with the version that If-Match would name. */
export function sampleOf(name: string): AnyRequest {
  const [noun = "", verb = ""] = name.split(".");
  const nouns: { [noun: string]: { [verb: string]: unknown } } = SAMPLES;
  const sample = nouns[noun]?.[verb] as AnyRequest | undefined;
  if (sample === undefined) throw new Error(`there is no sample of ${API_BASE} ${name}`);
  return { ifMatch: 1, ...sample };
}
