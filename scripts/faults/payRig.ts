/**
 * Refunds paid by a workstation that is killed or refused again and again: real central service, real chain, real journal and signer. However often it
 * dies, each refund is paid exactly once (I1), and nothing arrives at the node that was not in the journal and registered before (I2).
 */
import { randomUUID } from "node:crypto";
import { cpSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { Refund } from "#shared/contract/refund.ts";
import type { Signer } from "#shared/contract/signer.ts";
import { toBaseUnits } from "#shared/money.ts";
import { openJournal } from "#main/store/openJournal.ts";
import { machineClock } from "#main/world/thisMachine.ts";
import { type MoneyWorld, PIN, startMoneyWorld } from "#tests/main/execution/moneyWorld.ts";
import { passwordOf } from "#tests/support/centralWorld.ts";
import type { Dice } from "#tests/main/support/seededRandom.ts";
import type { Fault } from "./control.ts";
import { layOut } from "./cuts.ts";
import { readEvents, readImage, VARIANTS } from "./disk.ts";
import type { PayDeskOptions } from "./payDesk.ts";
import type { PayOrder, PayReport } from "./payWork.ts";
import { CACHE_MIGRATIONS, JOURNAL_MIGRATIONS, type Outcome, type Stage } from "./stage.ts";
import type { Finding } from "./tally.ts";
import { startWitness, type Witness } from "./witness.ts";

/** `power`: it ends at a call like a killed process, and of what it wrote only one of the disks is left that a power cut could leave. */
type PayFault = Fault | "power";

export type PayRig = {
  /** One refund, struck up to `most` times on its way, then left in peace. A finding for each fault that met it. */
  strike(fault: PayFault, most: number): Promise<Finding[]>;
  close(): Promise<void>;
};

/** dev account of the test world with everything in it */
const TREASURY = 2;
const WARM_PAYMENTS = 3;
const CLEAR_CODES = ["DISK_FULL", "JOURNAL_UNAVAILABLE", "BROADCAST_UNKNOWN"];
/** A workstation opens and closes its cache too, which has codes of its own. */
const CLEAR_OF_CACHE = [...CLEAR_CODES, "INTERNAL", "SERVICE_UNAVAILABLE"];
const DEADLY: readonly PayFault[] = ["kill", "torn", "power"];

export async function openPayRig(stage: Stage, dice: Dice): Promise<PayRig> {
  const world = await startMoneyWorld({ engine: "embedded" });
  const witness = await startWitness(world.chain.url);
  const close = async () => {
    await witness.stop();
    await world.stop();
  };
  try {
    return { ...(await takePlaces(stage, dice, world, witness)), close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function takePlaces(
  stage: Stage,
  dice: Dice,
  world: MoneyWorld,
  witness: Witness,
): Promise<Omit<PayRig, "close">> {
  const executor = await world.central.api("executor");
  const { items: networks } = await executor.call("configuration.networks", {});
  const { items: currencies } = await executor.call("configuration.currencies", {});
  const keyringFile = join(stage.newOutside(), "keyring.json");
  const first = stage.newFolder();
  const options: PayDeskOptions = {
    folder: first,
    keyringFile,
    migrations: { journal: JOURNAL_MIGRATIONS, cache: CACHE_MIGRATIONS },
    centralUrl: world.central.url,
    nodeUrl: witness.url,
    workstationId: executor.deviceId,
    accessToken: executor.accessToken,
    user: executor.user,
    networks,
    currencies,
  };
  const address = await enrolSigner(stage, world, options);
  await liftDailyLimit(world);
  const key = Object.entries(JSON.parse(readFileSync(keyringFile, "utf8")) as Record<string, string>).find(
    ([name]) => name === "journal-key",
  )?.[1] as string;
  let serial = 0;

  const sentCount = async () => BigInt(await world.chain.rpc<string>("eth_getTransactionCount", [address, "latest"]));

  /** A workstation with an approved key, an approved refund, and what was paid before. */
  async function begin() {
    serial += 1;
    const amount = `${21 + (serial % 200)}.${String(serial).padStart(4, "0")}5`;
    const refund = await world.approved("USDT", amount);
    const folder = stage.newFolder();
    cpSync(first, folder, { recursive: true });
    const order: PayOrder = {
      work: "pay",
      desk: { ...options, folder },
      refundId: refund.id,
      password: passwordOf("executor"),
      pin: PIN,
    };
    witness.watch({ file: join(folder, "journal.db"), key }, async (signedTx) => {
      const { items } = await executor.call("refunds.attempts", { params: { id: refund.id } });
      return items.some((attempt) => attempt.signedTx === signedTx);
    });
    return { refund, order, units: toBaseUnits(amount, 6), before: await world.paid("USDT"), sent: await sentCount() };
  }

  type Begun = Awaited<ReturnType<typeof begin>>;

  /** Without faults until it is over, and then what is true. */
  async function finish({
    refund,
    order,
    units,
    before,
    sent,
  }: Begun): Promise<Pick<Finding, "violations" | "unreadable">> {
    const violations: string[] = [];
    const { words } = await stage.run(order);
    if (words !== null && words.includes("JOURNAL_UNAVAILABLE")) return { violations, unreadable: words };
    if (words !== null) violations.push(`after the last fault: ${words}`);
    await world.chain.mine(1);
    const [paid, count] = [(await world.paid("USDT")) - before, (await sentCount()) - sent];
    if (paid !== units) violations.push(`I1: ${paid} were paid and not ${units}`);
    if (count !== 1n) violations.push(`I1 I9: the payment slot's key made ${count} transactions`);
    violations.push(...witness.violations(), ...journalFaults(order.desk.folder, refund, key, witness));
    rmSync(order.desk.folder, { recursive: true, force: true });
    return { violations, unreadable: null };
  }

  /** The world outside stands where it stood when the power failed; the folder becomes what the disk had by then. */
  async function cutPower({ order }: Begun, at: number): Promise<{ outcome: Outcome; variant: string }> {
    const { folder } = order.desk;
    const before = readImage(folder);
    const outcome = await stage.run(order, { fault: "kill", at }, true);
    const { events, disk } = readEvents(stage.logFile, before);
    for (const event of events) disk.take(event);
    const variant = dice.pick(VARIANTS);
    rmSync(folder, { recursive: true, force: true });
    layOut(disk.image(variant, dice), folder, folder);
    return { outcome, variant };
  }

  async function strikeOnce(begun: Begun, fault: PayFault, at: number): Promise<{ outcome: Outcome; how: string }> {
    if (fault !== "power")
      return { outcome: await stage.run(begun.order, { fault, at }), how: `${fault} at call ${at}` };
    const { outcome, variant } = await cutPower(begun, at);
    return { outcome, how: `cut at call ${at}, ${variant}` };
  }

  for (let warm = 0; warm < WARM_PAYMENTS; warm += 1) {
    const begun = await begin();
    await stage.warm(begun.order);
    await finish(begun);
  }
  const undisturbed = await begin();
  const { count: calls, words: fault } = await stage.run(undisturbed.order);
  if (fault !== null) throw new Error(fault);
  const { violations: faults } = await finish(undisturbed);
  if (faults.length > 0) throw new Error(`a payment that nothing disturbs: ${faults.join("; ")}`);

  return {
    async strike(fault, most) {
      const begun = await begin();
      const findings: Finding[] = [];
      for (let times = 0; times < most; times += 1) {
        const at = 1 + dice.below(calls);
        const { outcome, how } = await strikeOnce(begun, fault, at);
        if (outcome.hits === 0) break;
        const where = `refund ${serial} ${how}, ${times + 1}. time`;
        findings.push({
          where,
          violations: strikeFaults(fault, outcome),
          unreadable: null,
        });
      }
      const last = await finish(begun);
      // What is wrong in the end belongs to all of its strikes; it is told once.
      const [first] = findings;
      if (first)
        Object.assign(first, { violations: [...first.violations, ...last.violations], unreadable: last.unreadable });
      return findings;
    },
  };
}

function strikeFaults(fault: PayFault, { killed, words, report }: Outcome): string[] {
  if (DEADLY.includes(fault)) return killed ? [] : [`was not killed: ${words ?? "it went on"}`];
  const { refusals = [], signedInVain = 0 } = (report ?? {}) as Partial<PayReport>;
  return [
    ...(words === null ? [] : [words]),
    ...refusals
      .filter(({ step, code }) => !(step === "open" || step === "close" ? CLEAR_OF_CACHE : CLEAR_CODES).includes(code))
      .map(({ step, code }) => `${step} refused with ${code}`),
    ...(signedInVain > 0 ? ["a signature was made while nothing could be written"] : []),
    ...refusals
      .filter(({ isRegistered, code }) => isRegistered && code !== "BROADCAST_UNKNOWN")
      .map(({ code }) => `the payment was registered, and its person was told ${code}, as if nothing had happened`),
  ];
}

function journalFaults(folder: string, refund: Refund, key: string, witness: Witness): string[] {
  const journal = openJournal({
    file: join(folder, "journal.db"),
    key: Buffer.from(key, "hex"),
    migrationsFolder: JOURNAL_MIGRATIONS,
    nativeBinding: undefined,
    clock: machineClock,
    random: { uuid: () => randomUUID(), fraction: () => 0, bytes: (length) => Buffer.alloc(length) },
  });
  try {
    const faults = journal.verifyAudit().ok ? [] : ["I10: the journal's audit chain does not verify"];
    const known = new Set(journal.attemptsOf(refund.id).map(({ signedTx }) => signedTx));
    if (witness.arrived().some((bytes) => !known.has(bytes))) faults.push("I2: the journal lost bytes that were sent");
    return faults;
  } finally {
    journal.close();
  }
}

/** Enrolled in the process under test, approved by a supervisor, funded by the treasury. */
async function enrolSigner(stage: Stage, world: MoneyWorld, desk: PayDeskOptions): Promise<string> {
  const supervisor = await world.central.api("supervisor");
  const { items } = await supervisor.call("deviceKeys.list", {});
  const { report, words } = await stage.run({ work: "enrol", desk, pin: PIN, trust: items.map(({ id }) => id) });
  if (words !== null) throw new Error(words);
  const signer = report as Signer;
  const stepUpToken = await supervisor.stepUp({ action: "signer.approve", resourceId: signer.id });
  await supervisor.call("signers.approve", {
    params: { id: signer.id },
    ifMatch: signer.version,
    body: { stepUpToken },
  });
  const { chain } = world;
  await chain.receipt(await chain.sendNative(TREASURY, signer.address, toBaseUnits("200", 18)));
  await chain.receipt(await chain.sendToken("USDT", TREASURY, signer.address, toBaseUnits("900000", 6)));
  return signer.address;
}

/** More payments a day than any key of a broker begins, agreed on by two people as the product wants it. */
async function liftDailyLimit(world: MoneyWorld): Promise<void> {
  const supervisor = await world.central.api("supervisor");
  const { items } = await supervisor.call("configuration.limits", {});
  const now = items.find(({ currency }) => currency === "USDT");
  if (now === undefined) throw new Error("the test world has no limits of USDT");
  const proposed = await supervisor.call("configuration.propose", {
    body: {
      kind: "PAYMENT_LIMITS",
      network: now.network,
      currency: now.currency,
      payload: { ...now.inForce.limits, paymentsPerSignerAndDay: 100_000 },
      effectiveFrom: null,
      remarks: "Thousands of faults in one day",
    },
  });
  const admin = await world.central.api("admin");
  await admin.call("configuration.approve", {
    params: { id: proposed.id },
    ifMatch: proposed.version,
    body: { remarks: "Thousands of faults in one day" },
  });
}
