/** What really happened, read from the chain and from the central service and not from the window: for those who check the window. */
import { randomUUID } from "node:crypto";
import { demoPassword } from "#central/demo/demoDirectory.ts";
import { demoTokens } from "#scripts/chain/demoTokens.ts";
import { API_BASE } from "#shared/contract/http.ts";
import type { Deposit } from "#shared/contract/deposit.ts";
import type { Refund } from "#shared/contract/refund.ts";
import { toBaseUnits } from "#shared/money.ts";

export type Rpc = <T>(method: string, params: unknown[]) => Promise<T>;
export type Receipt = { status: string; blockNumber: string; blockHash: string };
/** `baseUnits` of the currency's smallest unit */
export type ShownAmount = { currency: string; baseUnits: bigint };

const ETHER_DECIMALS = 18;
/** keccak-256 of "balanceOf(address)", first four bytes */
const BALANCE_OF = "0x70a08231";

function tokenOf(currency: string): { address: string | null; decimals: number } {
  const tokens: Record<string, { address: string; decimals: number }> = demoTokens();
  return tokens[currency] ?? { address: null, decimals: ETHER_DECIMALS };
}

/** "58,134.500000 USDT" as it stands on a screen. Throws when it is no whole amount ("…" at its end). */
export function readAmount(text: string): ShownAmount {
  const [, digits = "", currency = ""] =
    /^([\d,]+(?:\.\d+)?)\s+([A-Z0-9]+)$/.exec(text.replace(/\s+/g, " ").trim()) ?? [];
  if (currency === "") throw new Error(`"${text}" is no amount with its currency`);
  return { currency, baseUnits: toBaseUnits(digits.replaceAll(",", ""), tokenOf(currency).decimals) };
}

/** Base units at the end of a block, or now. */
export async function balanceOf(rpc: Rpc, currency: string, address: string, block = "latest"): Promise<bigint> {
  const { address: token } = tokenOf(currency);
  if (token === null) return BigInt(await rpc<string>("eth_getBalance", [address, block]));
  const data = BALANCE_OF + address.slice(2).toLowerCase().padStart(64, "0");
  return BigInt(await rpc<string>("eth_call", [{ to: token, data }, block]));
}

/** Balance before and after the block of a transaction, so that what else goes on does not matter. Throws while it is not mined. */
export async function balancesAround(
  rpc: Rpc,
  txHash: string,
  currency: string,
  address: string,
): Promise<{ before: bigint; after: bigint; receipt: Receipt }> {
  const receipt = await rpc<Receipt | null>("eth_getTransactionReceipt", [txHash]);
  if (receipt === null) throw new Error(`${txHash} is in no block`);
  const previous = `0x${(BigInt(receipt.blockNumber) - 1n).toString(16)}`;
  return {
    before: await balanceOf(rpc, currency, address, previous),
    after: await balanceOf(rpc, currency, address, receipt.blockNumber),
    receipt,
  };
}

/** The central service as an auditor reads it. */
export type Witness = {
  record(recordNo: string): Promise<Deposit>;
  refund(refundNo: string): Promise<Refund>;
  get<T>(path: string): Promise<T>;
};

export async function centralWitness(centralUrl: string): Promise<Witness> {
  const deviceId = randomUUID();
  async function signIn(): Promise<string> {
    const login = await fetch(`${centralUrl}${API_BASE}/auth/login`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({
        username: "auditor",
        password: demoPassword("auditor"),
        deviceId,
        deviceName: "witness",
      }),
    });
    if (!login.ok) throw new Error(`the auditor could not sign in: ${login.status}`);
    return ((await login.json()) as { accessToken: string }).accessToken;
  }
  let accessToken = await signIn();
  const ask = (path: string): Promise<Response> =>
    fetch(`${centralUrl}${API_BASE}${path}`, { headers: { authorization: `Bearer ${accessToken}` } });
  async function get<T>(path: string): Promise<T> {
    let answer = await ask(path);
    if (answer.status === 401) {
      // A long run of tests outlives the token: the witness signs in again, as a person would.
      accessToken = await signIn();
      answer = await ask(path);
    }
    if (!answer.ok) throw new Error(`${path} answered ${answer.status}`);
    return (await answer.json()) as T;
  }
  function only<T>(items: readonly T[], what: string): T {
    const [found] = items;
    if (found === undefined) throw new Error(`the central service knows no ${what}`);
    return found;
  }
  return {
    get,
    async record(recordNo) {
      const { items } = await get<{ items: Deposit[] }>(`/deposits?recordNo=${recordNo}`);
      return only(items, recordNo);
    },
    async refund(refundNo) {
      const { items } = await get<{ items: Refund[] }>("/refunds?limit=200");
      return only(
        items.filter((one) => one.refundNo === refundNo),
        refundNo,
      );
    },
  };
}
