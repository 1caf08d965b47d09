/**
 * The demo's customers, who go on depositing while you watch, and its treasury, which funds every approved payment key.
 * They reach the central service as a client channel would: by its API, with an account of their own.
 */
import { randomUUID } from "node:crypto";
import {
  demoCustomers,
  DEMO_CURRENCIES,
  DEMO_NETWORK,
  demoPassword,
  type DemoCurrency,
  type DemoCustomer,
} from "#central/demo/demoDirectory.ts";
import { drawFrom, type Draw } from "#central/demo/draw.ts";
import { sendTransfer, type Rpc } from "#central/demo/devnetHistory.ts";
import type { DevChain } from "#scripts/chain/devChain.ts";
import { API_BASE } from "#shared/contract/http.ts";
import { fromBaseUnits } from "#shared/money.ts";

export type Customers = { stop(): Promise<void> };

const PAUSE_MS = 14_000;
const TRANSFER_AFTER_MS = 4_000;
const KEY_LOOK_MS = 1_000;
/** What an approved payment key is given, in whole units, when it holds less than half of it. */
const FLOAT_UNITS: Readonly<Record<string, bigint>> = { ETH: 500n, USDT: 5_000_000n, HKDX: 20_000_000n };

type Session = { token: string; until: number };

/** Starts both. `deposit` false leaves out new deposits (tests that count records). A central service that is away for a while is waited for. */
export async function startCustomers(options: {
  centralUrl: string;
  chain: DevChain;
  say: (line: string) => void;
  deposit: boolean;
}): Promise<Customers> {
  const { centralUrl, chain, say } = options;
  const rpc: Rpc = chain.rpc;
  const draw = drawFrom(`live/${Date.now()}`);
  const customers = demoCustomers();
  const sessions = new Map<string, Session>();
  let stopped = false;
  const waiting = new Set<() => void>();
  /** Ends early when everything stops. */
  function pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const done = (): void => {
        clearTimeout(timer);
        waiting.delete(done);
        resolve();
      };
      const timer = setTimeout(done, ms);
      waiting.add(done);
    });
  }

  async function call<T>(username: string, method: string, path: string, body?: unknown): Promise<T> {
    const headers: Record<string, string> = { "content-type": "application/json", "idempotency-key": randomUUID() };
    if (username !== "") headers["authorization"] = `Bearer ${await tokenOf(username)}`;
    const answer = await fetch(`${centralUrl}${API_BASE}${path}`, {
      method,
      headers,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!answer.ok) throw new Error(`${method} ${path} answered ${answer.status}: ${await answer.text()}`);
    return (await answer.json()) as T;
  }

  async function tokenOf(username: string): Promise<string> {
    const known = sessions.get(username);
    if (known && known.until > Date.now() + 30_000) return known.token;
    const answer = await call<{ accessToken: string; accessExpiresAt: string }>("", "POST", "/auth/login", {
      username,
      password: demoPassword(username),
      deviceId: randomUUID(),
      deviceName: "demo customers",
    });
    sessions.set(username, { token: answer.accessToken, until: new Date(answer.accessExpiresAt).getTime() });
    return answer.accessToken;
  }

  async function deposit(): Promise<void> {
    const customer = draw.pick(customers);
    const currency = draw.pick(DEMO_CURRENCIES);
    const units = amountOf(currency, draw);
    // Some customers use a wallet that is still under verification: their records wait, and may be cancelled.
    const underVerification = draw.chance(30);
    await call(
      "client-channel",
      "POST",
      "/deposit-applications",
      requestOf(customer, currency, units, underVerification),
    );
    if (underVerification || draw.chance(15)) return;
    await pause(TRANSFER_AFTER_MS);
    if (!stopped) await transfer(customer, currency, units);
  }

  async function transfer(customer: DemoCustomer, currency: DemoCurrency, value: bigint): Promise<void> {
    await sendTransfer(rpc, {
      from: customer.wallet,
      to: customer.depositAddress,
      contractAddress: contractOf(chain, currency.code),
      value,
    });
  }

  const funded = new Set<string>();
  async function fundPaymentKeys(): Promise<void> {
    const { items } = await call<{ items: { address: string; status: string }[] }>("supervisor", "GET", "/signers");
    const treasury = chain.accounts.find((account) => account.role === "treasury")?.address ?? "";
    for (const signer of items) {
      if (signer.status !== "APPROVED" || funded.has(signer.address)) continue;
      funded.add(signer.address);
      for (const currency of DEMO_CURRENCIES) {
        const value = (FLOAT_UNITS[currency.code] ?? 0n) * 10n ** BigInt(currency.decimals);
        const contractAddress = contractOf(chain, currency.code);
        if ((await balanceOf(rpc, contractAddress, signer.address)) * 2n >= value) continue;
        await sendTransfer(rpc, { from: treasury, to: signer.address, contractAddress, value });
      }
      say(`demo: the treasury funded the payment key ${signer.address.slice(0, 10)}…`);
    }
  }

  async function loop(work: () => Promise<void>, pauseMs: number): Promise<void> {
    let complained = "";
    while (!stopped) {
      try {
        await work();
        complained = "";
      } catch (error) {
        const words = error instanceof Error ? error.message : String(error);
        if (!stopped && words !== complained) say(`demo: ${words}`);
        complained = words;
      }
      if (!stopped) await pause(pauseMs);
    }
  }
  const running = [loop(fundPaymentKeys, KEY_LOOK_MS), ...(options.deposit ? [loop(deposit, PAUSE_MS)] : [])];
  return {
    async stop() {
      stopped = true;
      for (const done of waiting) done();
      await Promise.all(running);
    },
  };
}

function requestOf(
  customer: DemoCustomer,
  currency: DemoCurrency,
  units: bigint,
  underVerification: boolean,
): Record<string, string> {
  return {
    clientRequestId: `demo-live-${randomUUID()}`,
    customerNo: customer.customerNo,
    securitiesAccount: customer.securitiesAccount,
    currency: currency.code,
    network: DEMO_NETWORK,
    amount: fromBaseUnits(units, currency.decimals),
    sourceAddress: underVerification ? customer.unverifiedWallet : customer.wallet,
    destinationAddress: customer.depositAddress,
  };
}

function amountOf(currency: DemoCurrency, draw: Draw): bigint {
  return (
    BigInt(currency.low + draw.below(currency.high - currency.low)) * 10n ** BigInt(currency.decimals) +
    BigInt(draw.below(currency.steps)) * currency.step
  );
}

function contractOf(chain: DevChain, code: string): string | null {
  return code === "USDT" || code === "HKDX" ? chain.tokens[code].address : null;
}

/** keccak-256 of "balanceOf(address)", first four bytes */
const BALANCE_SELECTOR = "0x70a08231";

async function balanceOf(rpc: Rpc, contractAddress: string | null, address: string): Promise<bigint> {
  if (contractAddress === null) return BigInt(await rpc<string>("eth_getBalance", [address, "latest"]));
  return BigInt(
    await rpc<string>("eth_call", [
      { to: contractAddress, data: BALANCE_SELECTOR + address.slice(2).toLowerCase().padStart(64, "0") },
      "latest",
    ]),
  );
}
