/**
 * The simulated chain itself: a tree of blocks with the state after each, as far as payments need it. Written from the chain's own rules
 * (nonces in order, a balance never below nothing, a replaced transaction is gone), and from nothing of the product's.
 */

/** What signed bytes say, read once when they arrive. Addresses in lower case. */
export type Transaction = {
  readonly hash: string;
  readonly raw: string;
  readonly from: string;
  readonly to: string;
  readonly nonce: number;
  readonly value: bigint;
  readonly data: string;
  readonly gasLimit: bigint;
  readonly maxFeePerGas: bigint;
  readonly maxTip: bigint;
  /** the token transfer in its data */
  readonly transfer: { readonly to: string; readonly units: bigint } | null;
  /** left out for what others sent, which stands in no bytes here */
  readonly signature?: { readonly yParity: number; readonly r: string; readonly s: string };
};

export type Log = { readonly from: string; readonly to: string; readonly units: bigint };

export type Mined = {
  readonly transaction: Transaction;
  readonly block: Block;
  readonly status: 0 | 1;
  readonly logs: readonly Log[];
  readonly gasUsed: bigint;
  readonly gasPrice: bigint;
};

export type Account = { readonly nonce: number; readonly coins: bigint; readonly tokens: bigint };
export type State = ReadonlyMap<string, Account>;

export type Block = {
  readonly number: number;
  readonly hash: string;
  readonly parent: Block | null;
  readonly atSeconds: number;
  readonly baseFee: bigint;
  readonly mined: Mined[];
  readonly state: State;
};

/** How the token behaves at the moment of mining (chain page, "solc and the test tokens"). */
export type TokenMood = "honest" | "paused" | "answers false" | "keeps a part";

const NOBODY: Account = { nonce: 0, coins: 0n, tokens: 0n };
export const NATIVE_GAS = 21_000n;
export const TOKEN_GAS = 51_230n;

export function accountOf(state: State, address: string): Account {
  return state.get(address) ?? NOBODY;
}

/** Why a block with this state after it cannot take the transaction now; null when it can. */
export function whyNotMined(state: State, baseFee: bigint, transaction: Transaction): string | null {
  const { from, nonce, value, gasLimit, maxFeePerGas } = transaction;
  const account = accountOf(state, from);
  if (nonce < account.nonce) return "nonce too low";
  if (nonce > account.nonce) return "nonce gap";
  if (maxFeePerGas < baseFee) return "max fee per gas less than block base fee";
  if (account.coins < value + gasLimit * maxFeePerGas) return "insufficient funds for gas * price + value";
  return null;
}

/** The next block on `parent`, with as many of the waiting transactions as fit its state, in the order given. */
export function nextBlock(
  parent: Block,
  input: { hash: string; atSeconds: number; baseFee: bigint; waiting: readonly Transaction[]; token: TokenMood },
): Block {
  const state = new Map(parent.state);
  const mined: Mined[] = [];
  const block: Block = {
    number: parent.number + 1,
    hash: input.hash,
    parent,
    atSeconds: input.atSeconds,
    baseFee: input.baseFee,
    mined,
    state,
  };
  for (const transaction of input.waiting)
    if (whyNotMined(state, input.baseFee, transaction) === null)
      mined.push(carryOut(state, block, transaction, input.token));
  return block;
}

function carryOut(state: Map<string, Account>, block: Block, transaction: Transaction, token: TokenMood): Mined {
  const { from, to, value, transfer, maxFeePerGas, maxTip } = transaction;
  const wanted = block.baseFee + maxTip;
  const gasPrice = wanted < maxFeePerGas ? wanted : maxFeePerGas;
  const gasUsed = transfer === null ? NATIVE_GAS : TOKEN_GAS;
  const payer = accountOf(state, from);
  let paid: Account = { ...payer, nonce: payer.nonce + 1, coins: payer.coins - gasUsed * gasPrice };
  let status: 0 | 1 = 1;
  const logs: Log[] = [];
  const credit = (address: string, change: (account: Account) => Account) => {
    if (address === from) paid = change(paid);
    else state.set(address, change(accountOf(state, address)));
  };
  if (transfer === null) {
    paid = { ...paid, coins: paid.coins - value };
    credit(to, (account) => ({ ...account, coins: account.coins + value }));
  } else if (token === "paused" || (token !== "answers false" && paid.tokens < transfer.units)) status = 0;
  else if (token !== "answers false") {
    const kept = token === "keeps a part" ? transfer.units / 100n : 0n;
    const arrives = transfer.units - kept;
    paid = { ...paid, tokens: paid.tokens - transfer.units };
    credit(transfer.to, (account) => ({ ...account, tokens: account.tokens + arrives }));
    if (kept > 0n) logs.push({ from, to: `0x${"fe".repeat(20)}`, units: kept });
    logs.push({ from, to: transfer.to, units: arrives });
  }
  state.set(from, paid);
  return { transaction, block, status, logs, gasUsed, gasPrice };
}
