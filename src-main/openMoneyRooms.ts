/**
 * Opens the rooms of money for one signed-in person and hands them to each other: chain, signer, journal, signing keys and the execution of refunds.
 * Loaded on first use, because ethers must not delay the first frame.
 */
import { existsSync } from "node:fs";
import { createChain } from "./chain/chain.ts";
import type { ConnectNode } from "./chain/transport.ts";
import { provisionDemo } from "./demo/provisionDemo.ts";
import { dataKey } from "./keychain/dataKey.ts";
import { openDeviceKey } from "./keychain/deviceKey.ts";
import { openJournalTips } from "./keychain/journalTips.ts";
import { createExecution } from "./refunds/execution.ts";
import type { FaultPoint } from "./refunds/executionRooms.ts";
import type { MoneyContext, MoneyRooms } from "./refunds/ports.ts";
import type { Remote } from "./remote/Remote.ts";
import { createPinGuard } from "./signer/pinGuard.ts";
import { createSignerHost, type SignerChild } from "./signer/signerHost.ts";
import { createSigningKeys } from "./signingKey/signingKeys.ts";
import { openJournal } from "./store/openJournal.ts";

export type MoneyPlatform = {
  /** starts a signer process from its built script; `utilitySigner(utilityProcess.fork)` in the product */
  spawnSigner: (script: string) => SignerChild;
  /** another connection to the same central service, for the demo's accounts; without it nothing is provisioned */
  openRemote?: () => Remote;
  /** tests only */
  fault?: (point: FaultPoint) => void | Promise<void>;
  connect?: ConnectNode;
};

/** Throws JOURNAL_UNAVAILABLE, DISK_FULL, KEYCHAIN_*: without a journal nothing is signed. */
export async function openMoneyRooms(context: MoneyContext, platform: MoneyPlatform): Promise<MoneyRooms> {
  const { keychain, clock, timer, random, log, files, nativeBinding } = context;
  const tips = await openJournalTips(context, files.journal);
  const key = await dataKey({ keychain, random }, "journal-key", existsSync(files.journal));
  const journal = openJournal({
    file: files.journal,
    key,
    migrationsFolder: files.journalMigrations,
    nativeBinding,
    clock,
    random,
    // A demo's profile is thrown away on purpose, and the next one begins anew.
    tips: context.demo && !existsSync(files.journal) ? { ...tips, known: null } : tips,
  });
  key.fill(0);
  const { connect, openRemote, fault = () => undefined } = platform;
  const chain = createChain({ nodes: context.nodes, clock, log, ...(connect && { connect }) });
  const signer = createSignerHost({ spawn: () => platform.spawnSigner(files.signer), timer, log });
  const pinGuard = createPinGuard({ store: journal, clock });
  const rooms = { ...context, chain, signer, pinGuard, journal, fault };
  const execution = createExecution(rooms);
  const { claim, releaseClaim, execute, rebroadcast } = execution;

  return {
    quote: execution.quote,
    handlers: { refunds: { claim, releaseClaim, execute, rebroadcast }, signingKey: createSigningKeys(rooms) },
    nodes: () =>
      chain.health(
        context.configuration().networks.map(({ code, chainId, genesisHash }) => ({ code, chainId, genesisHash })),
      ),
    resume: execution.resume,
    ...(context.demo &&
      context.environment === "TEST" &&
      openRemote && {
        provisionDemo: () =>
          provisionDemo({ ...rooms, openRemote, openDeviceKey: (userId) => openDeviceKey(keychain, userId) }),
      }),
    async close() {
      await execution.close();
      chain.close();
      await tips.settled();
      journal.close();
    },
  };
}
