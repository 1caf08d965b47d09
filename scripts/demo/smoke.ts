/**
 * `npm start -- --smoke`: one whole cycle in the real window, with nobody watching. A record is cancelled; another is refunded under four
 * eyes and followed until it is "Refunded". What the window says is then compared with the chain and the central service.
 */
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { demoPassword } from "#central/demo/demoDirectory.ts";
import { startDemoServices, type DemoServices } from "./demoServices.ts";
import { openWindow } from "./deskWindow.ts";
import * as operator from "./operator.ts";
import { balancesAround, centralWitness, readAmount } from "./witness.ts";

type Say = (line: string) => void;

export type SmokeResult = {
  ok: boolean;
  refundNo: string;
  txHash: string;
  paidTo: string;
  /** base units, as are the balances */
  amount: string;
  balanceBefore: string;
  balanceAfter: string;
  depositStatus: string;
  seconds: number;
};

const PICTURES = join(import.meta.dirname, "..", "..", "out", "smoke");
const REMARKS = "Duplicate user request";

/** Answers the exit code: 0 only when everything held exactly. Prints one JSON object on stdout, and what goes on to `say`. */
export async function runSmoke({ say }: { say: Say }): Promise<number> {
  const started = performance.now();
  const folder = await mkdtemp(join(tmpdir(), "deposit-desk-smoke-"));
  let services: DemoServices | undefined;
  try {
    await rm(PICTURES, { recursive: true, force: true });
    await mkdir(PICTURES, { recursive: true });
    services = await startDemoServices({ folder: join(folder, "services"), say });
    const cycle = performCycle(services, join(folder, "profile"), say);
    const found = await Promise.race([cycle, services.failed]);
    const result: SmokeResult = { ...found, seconds: Math.round((performance.now() - started) / 100) / 10 };
    process.stdout.write(`${JSON.stringify(result)}\n`);
    return result.ok ? 0 : 1;
  } catch (error) {
    say(error instanceof Error ? (error.stack ?? error.message) : String(error));
    const seconds = Math.round((performance.now() - started) / 100) / 10;
    const problem = error instanceof Error ? (error.message.split("\n")[0] ?? "") : String(error);
    process.stdout.write(`${JSON.stringify({ ok: false, problem, seconds })}\n`);
    return 1;
  } finally {
    await services?.stop();
    await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }
}

async function performCycle(services: DemoServices, profile: string, say: Say): Promise<Omit<SmokeResult, "seconds">> {
  const window = await openWindow({
    connect: services.centralUrl,
    nodes: [`DEVNET=${services.chainUrl}`],
    profile,
    demo: true,
    keychainService: `Deposit Desk smoke ${process.pid}`,
  });
  const { page } = window;
  try {
    return await work(page, services, say);
  } catch (error) {
    await page
      .screenshot({ path: join(PICTURES, "failed.png") })
      .catch(() => say("no picture of the failure could be taken"));
    throw error;
  } finally {
    await window.close();
  }
}

async function work(page: Page, services: DemoServices, say: Say): Promise<Omit<SmokeResult, "seconds">> {
  let count = 0;
  const picture = async (name: string): Promise<void> => {
    count += 1;
    await page.screenshot({ path: join(PICTURES, `${String(count).padStart(2, "0")}-${name}.png`) });
  };
  const rowNo = (action: string): Promise<string> => operator.firstRecordWith(page, action);

  say("smoke: sign in as operator");
  await page.getByRole("heading", { name: "Sign in", level: 1 }).waitFor();
  await picture("sign-in");
  await operator.signIn(page, "operator");
  await operator.openRecords(page);
  await picture("records");

  say("smoke: cancel a record in Wallet Address Under Verification");
  await operator.filterByStatus(page, "WALLET_ADDRESS_UNDER_VERIFICATION");
  const cancelledNo = await rowNo("Cancel");
  await operator.findRecord(page, cancelledNo);
  await operator.beginCancel(page, REMARKS);
  await picture("cancel-step-1");
  await operator.continueCancel(page, cancelledNo);
  await picture("cancel-step-2");
  await operator.confirmCancel(page, cancelledNo);
  await operator.waitForStatus(page, "CANCELLED");
  await picture("cancelled");

  say("smoke: request the refund of a credited record");
  await operator.openRecords(page);
  await operator.clearFilters(page);
  await operator.filterByStatus(page, "CREDITED");
  const recordNo = await rowNo("Request Refund");
  await operator.findRecord(page, recordNo);
  await picture("record");
  await operator.fillRefundRequest(page);
  await picture("request-refund");
  await operator.reviewRefundRequest(page);
  await picture("request-review");
  const refundNo = await operator.sendRefundRequest(page);

  say(`smoke: approve ${refundNo} as supervisor`);
  await operator.becomes(page, "supervisor");
  await operator.openApproval(page, refundNo);
  await picture("approvals");
  await operator.approveRefund(page, refundNo, demoPassword("supervisor"));

  say(`smoke: execute ${refundNo} as executor`);
  await operator.becomes(page, "executor");
  await operator.waitForSigningKey(page);
  await picture("signing-key");
  const paper = await operator.claimRefund(page, refundNo, demoPassword("executor"));
  const amount = readAmount(await paper.getByRole("heading", { level: 2 }).innerText());
  const paidTo = await operator.fillSigning(paper);
  await picture("execute-refund");
  await operator.sign(page, paper);
  await picture("outcome");
  await operator.trackRefund(page);
  await picture("tracking");

  say(`smoke: wait until ${recordNo} is Refunded`);
  await operator.findRecord(page, recordNo);
  await operator.waitForStatus(page, "REFUNDED", 120_000);
  await picture("refunded");
  await operator.chooseTheme(page, "Dark");
  await operator.findRecord(page, recordNo);
  await picture("record-dark");
  await operator.openRecords(page);
  await operator.clearFilters(page);
  await picture("records-dark");

  const central = await centralWitness(services.centralUrl);
  const [record, refund, cancelled] = [
    await central.record(recordNo),
    await central.refund(refundNo),
    await central.record(cancelledNo),
  ];
  const txHash = refund.txHash ?? "";
  const { before, after, receipt } = await balancesAround(services.chainRpc, txHash, amount.currency, paidTo);
  const held = {
    "the payment succeeded on the chain": receipt.status === "0x1",
    "the recipient got exactly the amount": after - before === amount.baseUnits,
    "the amount is the approved one": refund.intent.amountBaseUnits === amount.baseUnits.toString(),
    "the address is the approved one": refund.intent.to === paidTo,
    "the refund is Completed": refund.status === "COMPLETED",
    "the record is Refunded": record.status === "REFUNDED",
    "the other record is Cancelled, with its remarks":
      cancelled.status === "CANCELLED" && cancelled.cancel?.remarks === REMARKS,
  };
  const broken = Object.entries(held).filter(([, holds]) => !holds);
  for (const [what] of broken) say(`smoke: it does not hold that ${what}`);
  return {
    ok: broken.length === 0,
    refundNo,
    txHash,
    paidTo,
    amount: amount.baseUnits.toString(),
    balanceBefore: before.toString(),
    balanceAfter: after.toString(),
    depositStatus: record.status,
  };
}
