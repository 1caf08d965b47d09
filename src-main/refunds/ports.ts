/**
 * Where the operations and the money rooms meet. The money rooms (chain, signer, journal, signing keys) are opened after sign-in, on first use,
 * because ethers and the signer process must not delay the first frame.
 */
import type { Deposit } from "#shared/contract/deposit.ts";
import type { Currency, Network } from "#shared/contract/currency.ts";
import type { CallHandlers, ExecutionStep, NodeHealth, RefundQuote } from "#shared/contract/ipc.ts";
import type { Environment, StepUpInput, User } from "#shared/contract/session.ts";
import type { SyncEntity } from "#shared/contract/sync.ts";
import type { WalletAddress } from "#shared/contract/address.ts";
import type { Keychain } from "#main/keychain/Keychain.ts";
import type { Log } from "#main/log/Log.ts";
import type { Remote } from "#main/remote/Remote.ts";
import type { Clock, Timer } from "#main/world/clock.ts";
import type { Random } from "#main/world/random.ts";

/** Asks the chain what a payment would cost and whether it would work. Moves nothing. */
export type QuotePort = {
  quote(input: {
    deposit: Deposit;
    address: WalletAddress;
    amount: string;
    network: Network;
    currency: Currency;
  }): Promise<RefundQuote>;
};

/** What the engine gives to the money rooms of one signed-in person. */
export type MoneyContext = {
  remote: Remote;
  keychain: Keychain;
  clock: Clock;
  timer: Timer;
  random: Random;
  log: Log;
  /** the signed-in person, as of the newest answer of the central service */
  user(): User;
  environment: Environment;
  workstation: { id: string; name: string };
  /** RPC URLs of this workstation, by network code (--node, config.json) */
  nodes: ReadonlyMap<string, readonly string[]>;
  /** demo mode: --demo and environment TEST */
  demo: boolean;
  files: {
    journal: string;
    journalMigrations: string;
    /** the signer process's built script */
    signer: string;
  };
  nativeBinding: string | undefined;
  /** networks and currencies from the cache */
  configuration(): { networks: Network[]; currencies: Currency[] };
  /** an address of the book from the cache, for the three-way comparison; the central service decides */
  walletAddress(id: string): WalletAddress | null;
  deposit(id: string): Deposit | null;
  /** one's own action is visible at once: puts an answer of the central service into the cache, version-guarded */
  remember(entity: SyncEntity, rows: readonly unknown[]): Promise<void>;
  /** proves again who the person is; throws STEP_UP_FAILED, ACCOUNT_LOCKED */
  stepUp(input: {
    action: StepUpInput["action"];
    resourceId: string;
    intentHash?: string;
    /** password, or authenticator code when the person has one */
    proof: string;
  }): Promise<string>;
  /** why the central audit log is not the one that this computer has seen before, as of now; null while it is */
  logBroken(): Promise<string | null>;
  progressed(refundId: string, step: ExecutionStep): void;
  leaseChanged(refundId: string, expiresAt: string | null): void;
};

/** What the money rooms do for the page and for the engine. */
export type MoneyRooms = QuotePort & {
  handlers: {
    refunds: Pick<CallHandlers["refunds"], "claim" | "releaseClaim" | "execute" | "rebroadcast">;
    signingKey: Pick<CallHandlers["signingKey"], "mine" | "list" | "enrol" | "proveBackup" | "approve" | "retire">;
  };
  nodes(): Promise<NodeHealth[]>;
  /** goes on with what a crash or a sign-out interrupted; called once after sign-in, never signs anything new */
  resume(): Promise<void>;
  /** demo mode only: keys and signers of the demo accounts */
  provisionDemo?(): Promise<void>;
  close(): Promise<void>;
};

export type OpenMoneyRooms = (context: MoneyContext) => Promise<MoneyRooms>;
