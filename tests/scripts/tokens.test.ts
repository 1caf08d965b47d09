import { AbiCoder, Interface, Wallet, decodeBytes32String, hashMessage, parseEther } from "ethers";
import { afterAll, beforeAll, expect, test } from "vitest";

import { JsonRpcError } from "#scripts/chain/jsonRpc.ts";
import { type ContractName, artifacts } from "#scripts/chain/tokens/artifacts.ts";
import { readSources, sourcesSha256 } from "#scripts/chain/tokens/sources.ts";
import { type TestChain, erc20, startTestChain } from "#tests/support/chain.ts";

const SUPPLY = 1_000_000n;
const transferTo = (to: string, value: bigint) => erc20.encodeFunctionData("transfer", [to, value]);
const abiOf = (name: ContractName) => new Interface(artifacts.contracts[name].abi);

let chain: TestChain;
let payee: string;
beforeAll(async () => {
  chain = await startTestChain();
  payee = chain.account(30).address;
});
afterAll(() => chain.stop());

/** What the node says to a call that reverts. */
async function refusal(to: string, data: string, valueWei = 0n): Promise<JsonRpcError> {
  const call = { from: chain.account(1).address, to, data, value: `0x${valueWei.toString(16)}` };
  const error: unknown = await chain.rpc("eth_estimateGas", [call]).catch((reason: unknown) => reason);
  if (!(error instanceof JsonRpcError)) throw new Error("the call was expected to revert");
  return error;
}

test("the committed artifacts were compiled from the sources of today", () => {
  expect(artifacts.sourcesSha256, "a .sol file has changed: node scripts/chain/tokens/compile.ts").toBe(
    sourcesSha256(),
  );
  expect(Object.keys(artifacts.contracts).map((name) => `${name}.sol`)).toEqual(Object.keys(readSources()));
});

test("FeeToken: status 1, two logs, and the payee has 1 % less than was asked", async () => {
  const token = await chain.deploy("FeeToken", [SUPPLY]);
  const { status, logs } = await chain.receipt(await chain.send(1, { to: token, data: transferTo(payee, 1_000n) }));
  expect(status).toBe("0x1");
  expect(logs.map((log) => erc20.parseLog(log)?.args["value"])).toEqual([10n, 990n]);
  expect(await chain.balanceOf(token, payee)).toBe(990n);
});

test("ReturnsFalseToken: status 1, no log, nobody paid", async () => {
  const token = await chain.deploy("ReturnsFalseToken", [SUPPLY]);
  const { status, logs } = await chain.receipt(await chain.send(1, { to: token, data: transferTo(payee, 1_000n) }));
  expect([status, logs]).toEqual(["0x1", []]);
  expect(await chain.balanceOf(token, payee)).toBe(0n);
});

test("GuardedToken: reverts with a reason when paused, with a custom error for a listed address", async () => {
  const token = await chain.deploy("GuardedToken", [SUPPLY]);
  const abi = abiOf("GuardedToken");
  const set = async (name: string, args: unknown[]) =>
    expect(
      (await chain.receipt(await chain.send(1, { to: token, data: abi.encodeFunctionData(name, args) }))).status,
    ).toBe("0x1");
  await set("setPaused", [true]);
  expect((await refusal(token, transferTo(payee, 1n))).message).toContain("Pausable: paused");
  await set("setPaused", [false]);
  await set("setBlacklisted", [payee, true]);
  const { data } = await refusal(token, transferTo(payee, 1n));
  expect(abi.parseError(String(data))?.args.toArray()).toEqual([payee]);
  await set("setBlacklisted", [payee, false]);
  await chain.receipt(await chain.send(1, { to: token, data: transferTo(payee, 5n) }));
  expect(await chain.balanceOf(token, payee)).toBe(5n);
});

test("Bytes32MetaToken: its symbol is 32 bytes", async () => {
  const token = await chain.deploy("Bytes32MetaToken", [SUPPLY]);
  const data = abiOf("Bytes32MetaToken").encodeFunctionData("symbol");
  expect(decodeBytes32String(await chain.rpc<string>("eth_call", [{ to: token, data }, "latest"]))).toBe("B32");
  await chain.receipt(await chain.send(1, { to: token, data: transferTo(payee, 5n) }));
  expect(await chain.balanceOf(token, payee)).toBe(5n);
});

test("StdToken and UsdtLike: too large a transfer reverts, with ERC-6093 data and without any", async () => {
  const tooMuch = transferTo(payee, 10n ** 40n);
  expect(String((await refusal(chain.tokens.HKDX.address, tooMuch)).data)).toMatch(/^0xe450d38c/);
  expect((await refusal(chain.tokens.USDT.address, tooMuch)).data).toBe("0x");
});

test("Owner1271: knows its owner's signature and no other", async () => {
  const owner = new Wallet(chain.account(4).privateKey);
  const wallet = await chain.deploy("Owner1271", [owner.address]);
  const isValid = async (signer: Wallet) => {
    const args = [hashMessage("mine"), await signer.signMessage("mine")];
    const data = abiOf("Owner1271").encodeFunctionData("isValidSignature", args);
    const answer = await chain.rpc<string>("eth_call", [{ to: wallet, data }, "latest"]);
    return AbiCoder.defaultAbiCoder().decode(["bytes4"], answer)[0] as string;
  };
  expect(await isValid(owner)).toBe("0x1626ba7e");
  expect(await isValid(new Wallet(chain.account(5).privateKey))).toBe("0xffffffff");

  await chain.receipt(await chain.sendNative(1, wallet, parseEther("1")));
  const data = abiOf("Owner1271").encodeFunctionData("execute", [payee, 3n, "0x"]);
  const before = await chain.balanceOf("native", payee);
  await chain.receipt(await chain.send(4, { to: wallet, data }));
  expect(await chain.balanceOf("native", payee)).toBe(before + 3n);
});

test("RejectEther, Reverter and GasHungryReceiver: what happens to the native coin", async () => {
  const [reject, reverter, hungry] = [
    await chain.deploy("RejectEther"),
    await chain.deploy("Reverter"),
    await chain.deploy("GasHungryReceiver"),
  ];
  await refusal(reject, "0x", 1n);
  expect((await refusal(reverter, "0x", 1n)).message).toContain("Reverter: no transfers");
  expect((await refusal(reverter, transferTo(payee, 1n))).message).toContain("Reverter: no calls");

  const starved = await chain.send(1, { to: hungry, valueWei: 1n, gas: 21_000n });
  expect((await chain.receipt(starved)).status).toBe("0x0");
  const fed = await chain.receipt(await chain.sendNative(1, hungry, 1n));
  expect([fed.status, fed.logs.length, Number(fed.gasUsed) > 21_000]).toEqual(["0x1", 1, true]);
});
