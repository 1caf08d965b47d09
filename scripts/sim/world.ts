/** One simulated world: the product's own modules around a simulated network, chain, keyring and clock, with the checks that look on. */
import { createHash } from "node:crypto";
import { openMemoryCentral } from "#central/books/memory/openMemoryCentral.ts";
import type { MemoryCentral } from "#central/books/memory/MemoryCentral.ts";
import { ethersChainReader } from "#central/chain/ethersChainReader.ts";
import type { PersonActor } from "#central/context.ts";
import { toCurrency, toNetwork } from "#central/configuration/toCurrency.ts";
import type { Account } from "./chain/blockTree.ts";
import { createSimChain } from "./chain/simChain.ts";
import { CHAIN_ID, createSimNode, type SimNode, TOKEN } from "./chain/simNode.ts";
import {
  APPROVERS,
  ENDORSED,
  endorsementOf,
  EVERYBODY,
  EXECUTORS,
  MAKERS,
  type Member,
  PAYMENT_KEYS,
  type PaymentKey,
  PINNED,
} from "./cast.ts";
import { type BookChecks, createBookChecks } from "./checks/bookChecks.ts";
import { createChainChecks } from "./checks/chainChecks.ts";
import { createDeskChecks, type DeskChecks } from "./checks/deskChecks.ts";
import { createFindings, type Findings } from "./checks/Findings.ts";
import { createWitness } from "./checks/witness.ts";
import { createClients, createDeposits, type Deposits, FINAL_DEPTH, LARGE, NETWORK, REQUIRED } from "./deposits.ts";
import type { Dice } from "./dice.ts";
import { createAttackers } from "./attackers.ts";
import { createElsewhere, type Elsewhere } from "./elsewhere.ts";
import { createFaults, type Faults } from "./faults.ts";
import { createFront } from "./front.ts";
import { createKeyAccounts } from "./keyAccounts.ts";
import { createLimits, FEE_CAP_WEI, PAYMENTS_A_DAY } from "./limits.ts";
import { createPeople, type People } from "./people.ts";
import { createRepairs } from "./repairs.ts";
import { createScheduler, type Scheduler } from "./scheduler.ts";
import { createService, type Service } from "./service.ts";
import type { Theme } from "./themes.ts";
import { drawWeather, type Weather } from "./weather.ts";
import { TransportFault } from "#main/remote/transport.ts";
import { createTampering } from "./tampering.ts";
import { createWires } from "./wires.ts";
import { createWorkstation, type Workstation } from "./workstation.ts";

export const START_MS = Date.parse("2026-11-22T08:00:00.000Z");
const MOST_CLIENTS = 40;

export type World = {
  scheduler: Scheduler;
  weather: Weather;
  central: MemoryCentral;
  chain: ReturnType<typeof createSimChain>;
  nodes: readonly SimNode[];
  deposits: Deposits;
  service: Service;
  faults: Faults;
  people: People;
  executors: readonly Workstation[];
  stations: readonly Workstation[];
  findings: Findings;
  books: BookChecks;
  elsewhere: Elsewhere;
  /** checks that are made after every step */
  look(): void;
  /** what people and programs were told, for the trace */
  told: string[];
  close(): void;
};

const sha256 = (text: string): string => createHash("sha256").update(text, "utf8").digest("hex");

/** `outside`: the chance of what keys do outside of the program and of what people make of it, beside that of everything else, so that neither changes the other. */
export function createWorld(dice: Dice, outside: Dice, theme?: Theme): World {
  const scheduler = createScheduler(START_MS);
  const weather = drawWeather(dice.fork(), theme);
  const findings = createFindings(() => scheduler.now());
  const told: string[] = [];
  const broken = (what: string, error: unknown): void => {
    findings.report("WHOLE", `${what}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
  };

  const clients = createClients(dice, MOST_CLIENTS);
  const accounts = new Map<string, Account>();
  for (const { key } of clients) accounts.set(key, { nonce: 0, coins: 10n ** 24n, tokens: 10n ** 15n });
  for (const { address } of PAYMENT_KEYS)
    accounts.set(address.toLowerCase(), { nonce: 0, coins: 10n ** 23n, tokens: 10n ** 15n });
  const chain = createSimChain({ dice: dice.fork(), startMs: START_MS, accounts, before: FINAL_DEPTH });
  const names = ["node-a", "node-b", "node-c"].slice(0, weather.nodes);
  const nodes = names.map((name) => createSimNode(name, chain, dice.fork(), FINAL_DEPTH));
  const witness = createWitness(nodes, () => scheduler.now());
  const byName = new Map(nodes.map((node) => [node.name, node]));
  const wires = createWires({ scheduler, dice: dice.fork(), weather, nodes: byName });

  const now = () => new Date(scheduler.now()).toISOString();
  // The parts know each other in a circle; each is asked only when the world runs.
  const parts = {} as { central: MemoryCentral; deposits: Deposits; desks: DeskChecks; people: People };
  const service = createService({
    scheduler,
    central: () => parts.central,
    deposits: () => parts.deposits,
    roundMs: () => weather.roundMs,
    broken,
  });
  const reader = ethersChainReader({
    network: NETWORK,
    chainId: CHAIN_ID,
    genesisHash: chain.genesis.hash,
    rpcUrls: names.map((name) => `http://${name}`),
    clock: { now },
    connect: wires.serviceToNodes(service.owner, (raw) => parts.desks.sentByService(raw)) as never,
  });
  const toldOf = (command: string, code: string | null) =>
    void told.push(code === null ? command : `${command} ${code}`);
  const limits = createLimits({ scheduler, dice: dice.fork(), central: () => parts.central, told: toldOf, broken });
  const { inForce } = limits;
  const elsewhere = createElsewhere({ dice: outside.fork(), central: () => parts.central, chain, nodes });
  const books = createBookChecks({
    central: () => parts.central,
    findings,
    witness,
    now,
    sha256,
    nodes,
    chain,
    inForce,
  });
  const serviceDice = dice.fork();
  const central = openMemoryCentral({
    clock: { now },
    random: { bytes: (count) => new Uint8Array(serviceDice.bytes(count)) },
    sha256,
    chains: { byNetwork: new Map([[NETWORK, reader]]) },
    limits: {
      approvalValidityMs: 1_800_000,
      executionValidityMs: 900_000,
      leaseMs: 60_000,
      screeningValidityMs: 86_400_000,
      paymentsPerSignerAndDay: PAYMENTS_A_DAY,
    },
    committed: books.committed,
  });
  parts.central = central;
  const configuration = seedBooks(central, chain.genesis.hash);
  const actors = new Map(EVERYBODY.map((member) => [member.id, actorOf(central, member)]));
  parts.deposits = createDeposits({
    scheduler,
    dice: dice.fork(),
    chain,
    central,
    clients,
    tokens: weather.tokens,
    large: weather.large,
    lagMs: () => weather.watcherLag,
  });
  parts.desks = createDeskChecks({ central, books, findings, witness, nodes, now: () => scheduler.now() });
  const chainChecks = createChainChecks({
    chain,
    central,
    books,
    clients,
    payers: PAYMENT_KEYS.map(({ address }) => address),
    sentElsewhere: elsewhere.sent,
    findings,
  });

  const hasPinned = (workstationId: string, refundId: string): boolean =>
    executors
      .find(({ member }) => member.workstationId === workstationId)
      ?.disk()
      .prepare("SELECT 1 FROM executions WHERE refund_id = ?")
      .get(refundId) !== undefined;
  const front = createFront({
    central,
    actors,
    broken,
    ...createTampering({ dice: dice.fork(), weather, central, hasPinned }),
  });
  const faultDice = dice.fork();
  const station = (member: Member, index: number | null) =>
    createWorkstation(
      {
        scheduler,
        dice: dice.fork(),
        connect: (from, owner) => wires.toNodes(owner, from.member.name, (raw) => parts.desks.sent(from, raw)),
        transport(from, owner) {
          const { send, ...rest } = wires.toService(owner, from.member.name, (request) => front.serve(request));
          return {
            ...rest,
            async send(request) {
              if (from.cutUntilMs > scheduler.now()) throw new TransportFault("NETWORK", "no way to the service");
              const answer = await send(request);
              from.contactMs = scheduler.now();
              return answer;
            },
          };
        },
        nodes: names,
        configuration,
        skew: index === null ? 0 : weather.skew,
        fault(from) {
          if (faultDice.chance(weather.cutPoints))
            from.cutUntilMs = scheduler.now() + faultDice.between(10_000, 150_000);
          if (!faultDice.chance(weather.faultPoints)) return false;
          scheduler.after(faultDice.between(1_000, 120_000), `${from.member.name} starts again`, from.start);
          return true;
        },
        signed: (from, request, payment) => parts.desks.signed(from, request, payment, from.contactMs),
        enrolled: ({ id, workstationId }, signerId, address) =>
          void central.put.signer({ id: signerId, address, executorId: id, workstationId, networks: [NETWORK] }),
        wrote: (from, what, txHash) => parts.desks.wrote(from, what, txHash),
        forgot: (from) => parts.desks.forgot(from),
        broken,
      },
      member,
      index,
    );
  const executors = EXECUTORS.slice(0, weather.workstations).map((member, index) => station(member, index));
  const makers = MAKERS.map((member) => station(member, null));
  const approvers = APPROVERS.map((member) => station(member, null));
  const stations = [...executors, ...makers, ...approvers];
  const attackers = createAttackers({
    scheduler,
    dice: dice.fork(),
    central,
    stations,
    tricks: weather.tricks,
    told: toldOf,
    broken,
  });
  const faults = createFaults({
    scheduler,
    dice: dice.fork(),
    weather,
    chain,
    nodes,
    central,
    service,
    executors,
    attack: attackers.tryOnce,
    payElsewhere: elsewhere.pay,
    agree: limits.act,
    broken,
  });
  const people = createPeople({
    scheduler,
    dice: dice.fork(),
    central,
    makers: [...makers, executors[0] as Workstation],
    approvers: [...approvers, makers[1] as Workstation, executors[0] as Workstation],
    executors,
    leisure: () => weather.leisure,
    byHand: () => weather.byHand,
    repairs: createRepairs({
      dice: dice.fork(),
      central,
      chain,
      executors,
      accounts: createKeyAccounts({
        dice: outside.fork(),
        central,
        chain,
        executors,
        sentElsewhere: elsewhere.sent,
        finishing: () => parts.people.finishing(),
        final: FINAL_DEPTH,
      }),
      withholding: () => weather.withholding,
      raising: () => weather.raising,
      helping: () => weather.helping,
      final: FINAL_DEPTH,
    }),
    looksRight: ({ purpose, to, from, amount }) =>
      purpose === "VOID"
        ? to.transaction === from && amount === "0"
        : to.transaction === to.approvedRequest && to.transaction === to.addressBook,
    isPaidElsewhere: (depositId) => elsewhere.paidDeposits.has(depositId),
    told: toldOf,
    broken,
  });
  parts.people = people;

  return {
    scheduler,
    weather,
    central,
    chain,
    nodes,
    deposits: parts.deposits,
    service,
    faults,
    people,
    executors,
    stations,
    findings,
    books,
    elsewhere,
    look: chainChecks.look,
    told,
    close() {
      for (const one of stations) one.close();
    },
  };
}

function actorOf(central: MemoryCentral, { name, permissions, id, workstationId }: Member): PersonActor {
  return central.person({ name, permissions, userId: id, workstationId });
}

function seedBooks(central: MemoryCentral, genesisHash: string) {
  const { put } = central;
  const network = put.network({
    code: NETWORK,
    chainId: CHAIN_ID,
    genesisHash,
    requiredConfirmations: REQUIRED,
    finality: "DEPTH",
    finalityDepth: FINAL_DEPTH,
    feeCapWei: FEE_CAP_WEI,
  });
  const money = { network: NETWORK, largeAmount: LARGE } as const;
  const currencies = [
    put.currency({ ...money, code: "ETH", kind: "NATIVE", decimals: 18, contractAddress: null }),
    put.currency({ ...money, code: "USDT", kind: "ERC20", decimals: 6, contractAddress: TOKEN }),
  ];
  put.denylist("list-1", []);
  for (const member of EVERYBODY) {
    const pinned = PINNED.includes(member);
    const endorsed = ENDORSED.includes(member);
    if (!pinned && !endorsed) continue;
    put.deviceKey({
      id: member.deviceKeyId,
      userId: member.id,
      userName: member.name,
      publicKey: member.devicePublicKey,
      ...(endorsed && {
        endorsement: {
          ...endorsementOf(member),
          by: { id: (PINNED[0] as Member).id, name: (PINNED[0] as Member).name },
          at: new Date(START_MS).toISOString(),
        },
      }),
    });
  }
  for (const [index, { id, workstationId }] of EXECUTORS.entries()) {
    const { signerId, address } = PAYMENT_KEYS[index] as PaymentKey;
    put.signer({ id: signerId, address, executorId: id, workstationId, networks: [NETWORK] });
  }
  return { networks: [toNetwork(network)], currencies: currencies.map(toCurrency) };
}
