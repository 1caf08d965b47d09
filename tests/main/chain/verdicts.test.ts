/** What the workstation believes of its nodes: majorities, sightings of a payment, fees and what an answer to bytes means. */
import { describe, expect, test } from "vitest";
import { broadcastTo, classify } from "#main/chain/broadcast.ts";
import { chooseFee, chooseReplacementFee, expectedFeeWei, feeQuote } from "#main/chain/fees.ts";
import { nodeFault, redactNodeText } from "#main/chain/nodeFault.ts";
import { observe, type Wanted } from "#main/chain/observe.ts";
import { agreed, majorityOf, median, reachedBy } from "#main/chain/quorum.ts";
import { simulateTransfer } from "#main/chain/simulateTransfer.ts";
import { transferCall } from "#main/chain/tokens.ts";
import { WireFault } from "#main/chain/transport.ts";
import { PAPER_CHAIN } from "./payments.ts";
import { block, saying, type Script, scriptedPool, SILENT } from "./scriptedNodes.ts";

const PAYER = PAPER_CHAIN.account(2).address;
const PAYEE = PAPER_CHAIN.account(20).address;
const TOKEN = PAPER_CHAIN.tokens.USDT.address;
const OTHER = PAPER_CHAIN.account(5).address;
const HASH = `0x${"e1".repeat(32)}`;
const BLOCK = `0x${"b1".repeat(32)}`;
const OTHER_BLOCK = `0x${"b2".repeat(32)}`;
const TRANSFER = "0xddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef";

describe("quorum", () => {
  test("more than half of all that are configured", () => {
    expect([1, 2, 3, 4, 5].map(majorityOf)).toEqual([1, 2, 2, 3, 3]);
  });
  test("the value that enough answers share, with how many do", () => {
    const key = (text: string) => text[0] ?? "";
    expect(agreed(["a1", "b1", "a2"], 2, key)).toEqual({ value: "a1", agree: 2 });
    expect(agreed(["a1", "a2", "a3"], 2, key)).toEqual({ value: "a1", agree: 3 });
    expect(agreed(["b1", "a1", "a2"], 2, key)).toEqual({ value: "a1", agree: 2 });
    expect(agreed(["a1", "b1", "c1"], 2, key)).toBeNull();
    expect(agreed([], 1, key)).toBeNull();
  });
  test("the number that enough answers reach, and the middle one, in whatever order they come", () => {
    for (const answers of [
      [5n, 9n, 7n],
      [9n, 7n, 5n],
      [7n, 5n, 9n],
    ]) {
      expect([1, 2, 3, 4].map((needed) => reachedBy(answers, needed))).toEqual([9n, 7n, 5n, null]);
      expect(median(answers)).toBe(7n);
    }
    expect(reachedBy([5n, 5n], 2)).toBe(5n);
    expect(median([1n, 2n])).toBe(2n);
    expect(median([3n, 3n, 1n])).toBe(3n);
    expect(median([])).toBeNull();
  });
});

describe("R21.3 fees", () => {
  const quote = (baseFeeWei: bigint, tipWei: bigint) => ({ baseFeeWei, tipWei });
  const limits = { maxFeePerGasWei: "100", gasLimit: "21000" };
  const fee = (maxFee: number, tip: number) => ({
    gasLimit: "21000",
    maxFeePerGasWei: String(maxFee),
    maxPriorityFeePerGasWei: String(tip),
  });
  const ABOVE = expect.objectContaining({ code: "FEE_ABOVE_CAP" });
  test("four times the base fee and the tip, as far as the cap goes", () => {
    expect(chooseFee(quote(10n, 5n), limits)).toEqual(fee(45, 5));
    expect(chooseFee(quote(25n, 5n), limits)).toEqual(fee(100, 5));
    expect(chooseFee(quote(100n, 0n), limits)).toEqual(fee(100, 0));
    expect(chooseFee(quote(1n, 200n), limits)).toEqual(fee(100, 100));
    expect(chooseFee(quote(0n, 100n), limits)).toEqual(fee(100, 100));
    expect(() => chooseFee(quote(101n, 0n), limits)).toThrow(ABOVE);
  });
  const outbid = (maxFee: number, tip: number) => ({
    maxFeePerGasWei: String(maxFee),
    maxPriorityFeePerGasWei: String(tip),
  });
  test("F24 an eighth above the attempt before, rounded up, or today's fees where they are higher", () => {
    expect(chooseReplacementFee(quote(1n, 1n), limits, outbid(80, 8))).toEqual(fee(90, 9));
    expect(chooseReplacementFee(quote(1n, 1n), limits, outbid(81, 7))).toEqual(fee(92, 8));
    expect(chooseReplacementFee(quote(20n, 10n), limits, outbid(8, 8))).toEqual(fee(90, 10));
    expect(chooseReplacementFee(quote(1n, 1n), limits, outbid(88, 88))).toEqual(fee(99, 99));
    expect(chooseReplacementFee(quote(25n, 0n), limits, outbid(1, 1))).toEqual(fee(100, 2));
    expect(() => chooseReplacementFee(quote(1n, 1n), limits, outbid(89, 1))).toThrow(ABOVE);
    expect(() => chooseReplacementFee(quote(1n, 1n), limits, outbid(80, 88))).toThrow(ABOVE);
  });
  test("what it is expected to cost: base fee and tip, and never more than the most", () => {
    expect(expectedFeeWei(quote(10n, 99n), fee(45, 5))).toBe(21_000n * 15n);
    expect(expectedFeeWei(quote(41n, 0n), fee(45, 5))).toBe(21_000n * 45n);
    expect(expectedFeeWei(quote(40n, 0n), fee(45, 5))).toBe(21_000n * 45n);
  });

  const head = (baseFeePerGas: string | null) => block(5, BLOCK, { baseFeePerGas });
  const node = (baseFee: string | null, tip: unknown): Script => ({
    "eth_getBlockByNumber latest": head(baseFee),
    eth_maxPriorityFeePerGas: tip,
  });
  test("one node that lies about the fee moves nothing", async () => {
    expect(await feeQuote(scriptedPool(node("0xa", "0x2"), node("0xb", "0x3"), node("0xfffff", "0xfffff")))).toEqual(
      quote(11n, 3n),
    );
  });
  test("a node that does not know the base fee is left out, until too few know it", async () => {
    expect(await feeQuote(scriptedPool(node("0xa", "0x2"), node("0xb", "0x2"), node(null, "0x2")))).toEqual(
      quote(11n, 2n),
    );
    await expect(feeQuote(scriptedPool(node("0xa", "0x2"), node(null, "0x2"), node(null, "0x2")))).rejects.toThrow(
      expect.objectContaining({ code: "CHAIN_UNAVAILABLE" }),
    );
  });
  test("the newest block is asked for without its transactions", async () => {
    const asked: unknown[] = [];
    const noting = (answer: unknown) => (params: unknown[]) => {
      asked.push(params);
      return answer;
    };
    await feeQuote(
      scriptedPool({
        "eth_getBlockByNumber latest": noting(head("0xa")),
        eth_maxPriorityFeePerGas: noting("0x1"),
      }),
    );
    expect(asked).toEqual([["latest", false], []]);
  });
  test("nodes that know no tip are answered by a gwei", async () => {
    const unknown = saying("the method does not exist");
    expect(await feeQuote(scriptedPool(node("0xa", unknown)))).toEqual(quote(10n, 1_000_000_000n));
    expect(await feeQuote(scriptedPool(node("0xa", unknown), node("0xa", "0x7"), node("0xa", "0x7")))).toEqual(
      quote(10n, 7n),
    );
  });
});

describe("R21.6 what an answer to bytes means", () => {
  const fault = (kind: "ANSWERED" | "NOT_SENT" | "LOST", text: string) =>
    classify({ kind, text, rpcCode: null, data: null });
  test("known words mean that the node has them; refusals of the bytes themselves are final; all else is unknown", () => {
    for (const text of [
      "already known",
      "AlreadyKnown",
      "known transaction: 0x1",
      "transaction already imported",
      "already in mempool",
      "already in the mempool",
      "already in the blockchain",
    ])
      expect(fault("ANSWERED", text), text).toEqual({ result: "ALREADY_KNOWN", error: text });
    for (const text of [
      "insufficient funds for gas",
      "Sender doesn't have enough funds",
      "intrinsic gas too low",
      "exceeds block gas limit",
      "max fee per gas less than block base fee",
      "invalid chain id for signer",
      "invalid chainid",
      "only replay-protected (EIP-155) transactions allowed",
      "tx fee exceeds the configured cap",
      "max priority fee per gas higher than max fee per gas",
    ])
      expect(fault("ANSWERED", text), text).toEqual({ result: "REJECTED", error: text });
    for (const text of ["nonce too low", "replacement transaction underpriced", "internal error", "already in doubt"])
      expect(fault("ANSWERED", text), text).toEqual({ result: "UNKNOWN", error: text });
    expect(fault("NOT_SENT", "already known")).toEqual({ result: "UNKNOWN", error: "not sent: already known" });
    expect(fault("LOST", "insufficient funds")).toEqual({
      result: "UNKNOWN",
      error: "answer lost: insufficient funds",
    });
  });
  test("every node is sent the same bytes once, and only our own hash means that it took them", async () => {
    const sent: unknown[] = [];
    const taking = (answer: unknown): Script => ({
      eth_sendRawTransaction: (params: unknown[]) => {
        sent.push(params);
        return answer;
      },
    });
    const { nodes } = scriptedPool(taking(HASH), taking(BLOCK), taking(saying("already known")));
    expect(await broadcastTo(nodes, "0x02", HASH)).toEqual([
      { node: "A", result: "ACCEPTED", error: null },
      { node: "B", result: "UNKNOWN", error: "the node answered with another hash" },
      { node: "C", result: "ALREADY_KNOWN", error: "already known" },
    ]);
    expect(sent).toEqual([["0x02"], ["0x02"], ["0x02"]]);
  });
});

describe("I16 faults of nodes", () => {
  const answered = (text: string, data: string | null = null, rpcCode = -1) => ({
    kind: "ANSWERED",
    text,
    rpcCode,
    data,
  });
  const rpc = (message: string, data?: unknown) => ({ code: -1, message, data });
  test("the node's own words are found wherever ethers keeps them", () => {
    expect(nodeFault({ error: rpc("a") })).toEqual(answered("a"));
    expect(nodeFault({ info: { error: rpc("b") } })).toEqual(answered("b"));
    expect(nodeFault({ info: { info: { error: rpc("c") } } })).toEqual(answered("c"));
    expect(nodeFault({ info: { responseBody: JSON.stringify({ error: rpc("d") }) } })).toEqual(answered("d"));
    expect(nodeFault({ error: rpc("a"), info: { error: rpc("b") } })).toEqual(answered("a"));
  });
  test("what is no JSON-RPC error is none", () => {
    const lost = { kind: "LOST", text: "no usable answer", rpcCode: null, data: null };
    for (const error of [
      { error: { code: "1", message: "x" } },
      { error: { code: 1 } },
      { error: null },
      null,
      "x",
      {},
    ])
      expect(nodeFault(error)).toEqual(lost);
    expect(nodeFault({ info: { responseBody: "<html>" } })).toEqual(lost);
    expect(nodeFault({ info: { responseBody: 5 } })).toEqual(lost);
    expect(nodeFault({ info: { responseBody: [JSON.stringify({ error: rpc("x") })] } })).toEqual(lost);
    expect(nodeFault({ code: ["ABC"] })).toEqual(lost);
  });
  test("revert data is found at each of its places, and nothing that is no bytes", () => {
    expect(nodeFault({ error: rpc("x", "0xAB") }).data).toBe("0xab");
    expect(nodeFault({ error: rpc("x", { data: "0xab" }) }).data).toBe("0xab");
    expect(nodeFault({ error: rpc("x", { originalError: { data: "0xab" } }) }).data).toBe("0xab");
    expect(nodeFault({ error: rpc("x", { data: { data: "0xab" } }) }).data).toBe("0xab");
    expect(nodeFault({ error: rpc("x", { data: { data: { data: "0xab" } } }) }).data).toBe("0xab");
    expect(nodeFault({ error: rpc("x", { data: { data: { data: { data: "0xab" } } } }) }).data).toBeNull();
    const nested = { originalError: { originalError: { originalError: { originalError: "0xab" } } } };
    expect(nodeFault({ error: rpc("x", nested) }).data).toBeNull();
    expect(nodeFault({ error: rpc("x", nested.originalError) }).data).toBe("0xab");
    expect(nodeFault({ error: rpc("x"), data: "0xcd" }).data).toBe("0xcd");
    expect(nodeFault({ error: rpc("x", "0xab"), data: "0xcd" }).data).toBe("0xab");
    for (const data of ["0xabc", "ab", "x0xab", "0xabx", 5])
      expect(nodeFault({ error: rpc("x", data) }).data, String(data)).toBeNull();
    expect(nodeFault({ error: rpc("x", "0x") }).data).toBe("0x");
  });
  test.each([
    ["INVALID_ARGUMENT", "NOT_SENT", "the request could not be formed"],
    ["BAD_DATA", "NOT_SENT", "the request could not be formed"],
    ["ECONNREFUSED", "NOT_SENT", "connection refused"],
    ["ENOTFOUND", "NOT_SENT", "host not found"],
    ["SERVER_ERROR", "LOST", "HTTP error"],
    ["UNSUPPORTED_OPERATION", "LOST", "the answer is no JSON"],
    ["ECONNRESET", "LOST", "ECONNRESET"],
    ["not a code", "LOST", "no usable answer"],
    ["AB", "LOST", "no usable answer"],
    ["ABC", "LOST", "ABC"],
    ["xABC", "LOST", "no usable answer"],
    ["ABCx", "LOST", "no usable answer"],
    ["1ABC", "LOST", "no usable answer"],
    ["E2_BIG", "LOST", "E2_BIG"],
    [`A${"B".repeat(40)}`, "LOST", `A${"B".repeat(40)}`],
    [`A${"B".repeat(41)}`, "LOST", "no usable answer"],
  ])("%s: %s", (code, kind, text) => {
    expect(nodeFault({ code })).toEqual({ kind, text, rpcCode: null, data: null });
  });
  test("an HTTP error says its number; a fault of the wire speaks for itself", () => {
    expect(nodeFault({ code: "SERVER_ERROR", response: { statusCode: 503 } }).text).toBe("HTTP 503");
    expect(nodeFault(new WireFault("TIMEOUT", "too long"))).toMatchObject({ kind: "LOST", text: "too long" });
  });
  test("no URL, no long hex and no control character leaves the room, and at most 200 characters", () => {
    expect(redactNodeText("at https://user:key@node.example/v3/abc failed")).toBe("at (url) failed");
    expect(redactNodeText("at wss+x.y-1://n failed")).toBe("at (url) failed");
    expect(redactNodeText(`raw 0x${"ab".repeat(24)} and ${"AB".repeat(40)} end`)).toBe("raw (hex) and (hex) end");
    expect(redactNodeText(`short 0x${"ab".repeat(23)}`)).toBe(`short 0x${"ab".repeat(23)}`);
    expect(redactNodeText(`odd ${"a".repeat(47)}`)).toBe(`odd ${"a".repeat(47)}`);
    expect(redactNodeText("a\u0000\r\nb")).toBe("a b");
    expect(redactNodeText("x ".repeat(150))).toHaveLength(200);
  });
});

describe("I8 what became of a payment", () => {
  const NATIVE: Wanted = { txHash: HASH, from: PAYER, to: PAYEE, contractAddress: null };
  const IN_TOKEN: Wanted = { ...NATIVE, contractAddress: TOKEN };
  const log = (more: object = {}) => ({
    address: TOKEN,
    topics: [TRANSFER, ...[PAYER, PAYEE].map((address) => `0x${"0".repeat(24)}${address.slice(2)}`)],
    data: `0x${(500).toString(16).padStart(64, "0")}`,
    ...more,
  });
  const receipt = (more: object = {}) => ({
    transactionHash: HASH,
    blockNumber: "0x28",
    blockHash: BLOCK,
    from: PAYER,
    to: PAYEE,
    status: "0x1",
    gasUsed: "0x5208",
    effectiveGasPrice: "0x3",
    logs: [],
    ...more,
  });
  const transaction = (more: object = {}) => ({
    hash: HASH,
    from: PAYER,
    to: PAYEE,
    value: "0x1f4",
    input: "0x",
    nonce: "0x7",
    ...more,
  });
  const sees = (more: Script = {}): Script => ({
    eth_getTransactionReceipt: receipt(),
    "eth_getBlockByNumber 0x28": block(40, BLOCK),
    "eth_getBlockByNumber finalized": block(39, OTHER_BLOCK),
    eth_getTransactionByHash: transaction(),
    eth_blockNumber: "0x2a",
    eth_getTransactionCount: "0x7",
    ...more,
  });
  const absent: Script = sees({ eth_getTransactionReceipt: null, eth_getTransactionByHash: null });
  const look = (wanted: Wanted, ...scripts: Script[]) => observe(scriptedPool(...scripts), wanted, 7n);
  const PAID = {
    state: "MINED",
    blockNumber: 40n,
    blockHash: BLOCK,
    confirmations: 3,
    receiptStatus: 1,
    transfer: { from: PAYER, to: PAYEE, value: 500n },
    feeWei: 63_000n,
    finalized: false,
    agree: 3,
    asked: 3,
    node: "A",
  };
  const all = (more: Script = {}) => [sees(more), sees(more), sees(more)];

  test("R21.6 a native payment that all see", async () => {
    expect(await look(NATIVE, ...all())).toEqual(PAID);
  });
  test("a majority is enough, one node alone is not", async () => {
    expect(await look(NATIVE, sees(), absent, sees())).toEqual({ ...PAID, agree: 2 });
    expect(await look(NATIVE, absent, absent, sees())).toEqual({ state: "UNCERTAIN" });
    expect(await look(NATIVE, sees())).toEqual({ ...PAID, agree: 1, asked: 1 });
  });
  test.each([
    [
      "another block",
      {
        eth_getTransactionReceipt: receipt({ blockHash: OTHER_BLOCK }),
        "eth_getBlockByNumber 0x28": block(40, OTHER_BLOCK),
      },
    ],
    ["another status", { eth_getTransactionReceipt: receipt({ status: "0x0" }) }],
    ["another fee", { eth_getTransactionReceipt: receipt({ gasUsed: "0x5209" }) }],
    ["another payee", { eth_getTransactionReceipt: receipt({ to: OTHER }) }],
    ["another amount", { eth_getTransactionByHash: transaction({ value: "0x1f5" }) }],
  ])("nodes that say %s do not agree", async (_name, more: Script) => {
    expect(await look(NATIVE, sees(), sees(more), absent)).toEqual({ state: "UNCERTAIN" });
    expect(await look(NATIVE, sees(more), sees(), sees())).toEqual({ ...PAID, agree: 2, node: "B" });
  });
  test.each([
    ["a block that is not at that height any more", { "eth_getBlockByNumber 0x28": block(40, OTHER_BLOCK) }],
    ["no block at that height", { "eth_getBlockByNumber 0x28": null }],
    ["an error instead of the block", { "eth_getBlockByNumber 0x28": SILENT }],
    ["the receipt of another transaction", { eth_getTransactionReceipt: receipt({ transactionHash: BLOCK }) }],
    ["an error instead of the receipt", { eth_getTransactionReceipt: SILENT }],
  ])("%s: no sighting, but it may still wait", async (_name, more: Script) => {
    expect(await look(NATIVE, ...all(more))).toEqual({ state: "WAITING" });
  });
  test("a payment whose value no node tells moved nothing that we know of", async () => {
    const wrong = transaction({ hash: BLOCK });
    for (const answer of [wrong, null, SILENT])
      expect(await look(NATIVE, ...all({ eth_getTransactionByHash: answer }))).toMatchObject({
        transfer: { value: 0n },
      });
  });
  test("F21 a reverted payment moved nothing; neither did a contract's making", async () => {
    const reverted = { eth_getTransactionReceipt: receipt({ status: "0x0" }) };
    expect(await look(NATIVE, ...all(reverted))).toEqual({ ...PAID, receiptStatus: 0, transfer: null });
    const created = { eth_getTransactionReceipt: receipt({ to: null }) };
    expect(await look(NATIVE, ...all(created))).toEqual({ ...PAID, transfer: null });
  });
  test("R21.6 a token's payment is its own one transfer to the payee", async () => {
    const with_ = (...logs: object[]) => all({ eth_getTransactionReceipt: receipt({ to: TOKEN, logs }) });
    expect(await look(IN_TOKEN, ...with_(log()))).toEqual(PAID);
    const elsewhere = log({ address: OTHER });
    expect(await look(IN_TOKEN, ...with_(elsewhere, log()))).toEqual(PAID);
    const none = { ...PAID, transfer: null };
    const swapped = log({ topics: [TRANSFER, ...log().topics.slice(1).toReversed()] });
    const fromOther = log({ topics: [TRANSFER, `0x${"0".repeat(24)}${OTHER.slice(2)}`, log().topics[2]] });
    const toOther = log({ topics: [TRANSFER, log().topics[1], `0x${"0".repeat(24)}${OTHER.slice(2)}`] });
    const nft = log({ topics: [...log().topics, BLOCK] });
    const short = log({ topics: log().topics.slice(0, 2) });
    const otherEvent = log({ topics: [BLOCK, ...log().topics.slice(1)] });
    const noAmount = log({ data: "0x" });
    for (const wrong of [elsewhere, swapped, fromOther, toOther, nft, short, otherEvent, noAmount])
      expect(await look(IN_TOKEN, ...with_(wrong))).toEqual(none);
    expect(await look(IN_TOKEN, ...with_(log(), log()))).toEqual(none);
    expect(await look(IN_TOKEN, ...with_())).toEqual(none);
    const other = { eth_getTransactionReceipt: receipt({ to: TOKEN, logs: [log({ data: `0x${"0".repeat(63)}1` })] }) };
    expect(await look(IN_TOKEN, sees(other), ...with_(log()).slice(1))).toEqual({ ...PAID, agree: 2, node: "B" });
  });
  test("confirmations count to the head that a majority has reached; without one nothing is certain", async () => {
    const heads = (...numbers: unknown[]) => numbers.map((eth_blockNumber) => sees({ eth_blockNumber }));
    expect(await look(NATIVE, ...heads("0xff", "0x29", "0x28"))).toMatchObject({ confirmations: 2 });
    expect(await look(NATIVE, ...heads("0x27", "0x27", "0xff"))).toMatchObject({ confirmations: 0 });
    expect(await look(NATIVE, ...heads("0x29", SILENT, "0x29"))).toMatchObject({ confirmations: 2 });
    expect(await look(NATIVE, ...heads("0x29", SILENT, SILENT))).toEqual({ state: "UNCERTAIN" });
  });
  test("final is what a majority calls final; null where the nodes have no such block", async () => {
    const finals = (...blocks: unknown[]) => blocks.map((found) => sees({ "eth_getBlockByNumber finalized": found }));
    const at = (number: number) => block(number, OTHER_BLOCK);
    expect(await look(NATIVE, ...finals(at(40), at(40), at(39)))).toMatchObject({ finalized: true });
    expect(await look(NATIVE, ...finals(at(41), at(39), at(39)))).toMatchObject({ finalized: false });
    expect(await look(NATIVE, ...finals(at(41), null, null))).toMatchObject({ finalized: null });
    expect(await look(NATIVE, ...finals(at(41), SILENT, at(42)))).toMatchObject({ finalized: true });
  });

  test("F22 one node that still has it in its pool is enough: it waits", async () => {
    const waits = sees({ eth_getTransactionReceipt: null });
    expect(await look(NATIVE, absent, absent, waits)).toEqual({ state: "WAITING" });
  });
  test("F22 a majority must know nothing of it before it counts as absent", async () => {
    const mute = sees({ eth_getTransactionReceipt: null, eth_getTransactionByHash: SILENT });
    expect(await look(NATIVE, absent, absent, mute)).toEqual({ state: "ABSENT", nonceUsed: false });
    expect(await look(NATIVE, absent, mute, mute)).toEqual({ state: "UNCERTAIN" });
  });
  test("F23 its nonce is used when a majority counts beyond it", async () => {
    const counts = (...numbers: unknown[]) =>
      numbers.map((eth_getTransactionCount) => ({ ...absent, eth_getTransactionCount }));
    expect(await look(NATIVE, ...counts("0x8", "0x8", "0x7"))).toEqual({ state: "ABSENT", nonceUsed: true });
    expect(await look(NATIVE, ...counts("0x8", "0x7", "0x7"))).toEqual({ state: "ABSENT", nonceUsed: false });
    expect(await look(NATIVE, ...counts("0x8", SILENT, SILENT))).toEqual({ state: "UNCERTAIN" });
    expect(await look(NATIVE, ...counts("0x8", SILENT, "0x9"))).toEqual({ state: "ABSENT", nonceUsed: true });
  });
  test("the questions name the payment, the payer and the newest block", async () => {
    const asked: unknown[] = [];
    const note = (name: string, answer: unknown) => (params: unknown[]) => {
      asked.push([name, ...params]);
      return answer;
    };
    const script: Script = {
      eth_getTransactionReceipt: note("receipt", null),
      eth_getTransactionByHash: note("transaction", null),
      eth_getTransactionCount: note("count", "0x7"),
    };
    await look(NATIVE, script);
    expect(asked).toEqual([
      ["receipt", HASH],
      ["transaction", HASH],
      ["count", PAYER, "latest"],
    ]);
  });
  test("a sighting asks for the block without its transactions, for head and finalized block, and for the value of native coin alone", async () => {
    const asked: unknown[] = [];
    const noting = Object.fromEntries(
      Object.entries(sees({ eth_getTransactionReceipt: receipt({ logs: [log()] }) })).map(([name, answer]) => [
        name,
        (params: unknown[]) => {
          asked.push([name.split(" ")[0], ...params]);
          return answer;
        },
      ]),
    );
    const others = [
      ["eth_getTransactionReceipt", HASH],
      ["eth_getBlockByNumber", "0x28", false],
      ["eth_blockNumber"],
      ["eth_getBlockByNumber", "finalized", false],
    ];
    expect(await look(IN_TOKEN, noting)).toMatchObject({ state: "MINED", transfer: { value: 500n } });
    expect(asked).toEqual(others);
    asked.length = 0;
    expect(await look(NATIVE, noting)).toMatchObject({ state: "MINED", transfer: { value: 500n } });
    expect(asked).toEqual(others.toSpliced(2, 0, ["eth_getTransactionByHash", HASH]));
  });
});

describe("R20.9 would the payment work now?", () => {
  const NATIVE = { from: PAYER, to: PAYEE, contractAddress: null, amountBaseUnits: 500n };
  const IN_TOKEN = { ...NATIVE, contractAddress: TOKEN };
  const code = (payee: unknown, token: unknown) => (params: unknown[]) => (params[0] === TOKEN ? token : payee);
  const node = (more: Script = {}): Script => ({
    eth_getCode: code("0x", "0x60"),
    eth_call: "0x",
    eth_estimateGas: "0x5208",
    ...more,
  });
  const trial = (payment: typeof NATIVE | typeof IN_TOKEN, ...scripts: Script[]) =>
    simulateTransfer(scriptedPool(...scripts), payment);
  const FINE = { ok: true, detail: "The payment would succeed now", payeeIsContract: false, gas: 21_000n };
  const no = (detail: string) => ({ ok: false, detail, payeeIsContract: false, gas: null });

  test("it is asked as the payment itself, native and in a token", async () => {
    const calls: unknown[] = [];
    const asks: Script = {
      eth_call: (params: unknown[]) => {
        calls.push(params);
        return "0x";
      },
      eth_estimateGas: (params: unknown[]) => {
        calls.push(params);
        return "0x1";
      },
    };
    const codes: unknown[] = [];
    const eth_getCode = (params: unknown[]) => {
      codes.push(params);
      return "0x60";
    };
    await trial(NATIVE, node({ ...asks, eth_getCode }));
    await trial(IN_TOKEN, node({ ...asks, eth_getCode }));
    expect(codes).toEqual([
      [PAYEE, "latest"],
      [PAYEE, "latest"],
      [TOKEN, "latest"],
    ]);
    const native = { from: PAYER, to: PAYEE, value: "0x1f4" };
    const token = { from: PAYER, to: TOKEN, data: transferCall(PAYEE, 500n) };
    expect(calls).toEqual([[native, "latest"], [native], [token, "latest"], [token]]);
  });
  test("the highest estimate counts; a payee with code is said to have some", async () => {
    const gases = ["0x1", "0x5208", "0x2"].map((eth_estimateGas) => node({ eth_estimateGas }));
    expect(await trial(NATIVE, ...gases)).toEqual(FINE);
    const contract = node({ eth_getCode: code("0x60", "0x60") });
    expect(await trial(NATIVE, contract, contract, node())).toEqual({ ...FINE, payeeIsContract: true });
    expect(await trial(NATIVE, contract, node(), node())).toEqual(FINE);
  });
  test("a token without code moves nothing", async () => {
    const bare = node({ eth_getCode: code("0x", "0x") });
    expect(await trial(IN_TOKEN, bare, bare, node())).toEqual(no("There is no contract at the token's address"));
    expect(await trial(IN_TOKEN, bare, node(), node())).toEqual(FINE);
    expect(await trial(NATIVE, bare)).toEqual(FINE);
  });
  test("SafeERC20's rule: nothing, or exactly true", async () => {
    const word = (last: string) => `0x${last.padStart(64, "0")}`;
    const returning = (eth_call: string) => trial(IN_TOKEN, node({ eth_call }));
    expect(await returning("0x")).toEqual(FINE);
    expect(await returning(word("1"))).toEqual(FINE);
    const refusal = no("The token answers that it would not transfer");
    for (const wrong of [word("0"), word("2"), "0x01", `${word("1")}00`])
      expect(await returning(wrong)).toEqual(refusal);
    expect(await trial(NATIVE, node({ eth_call: word("0") }))).toEqual(FINE);
  });
  test("too few good answers: the first refusal is told in the token's words, or the node's", async () => {
    const paused = node({ eth_call: saying("execution reverted", "0xd93c0665") });
    expect(await trial(IN_TOKEN, paused, paused, node())).toEqual(no("Refused: EnforcedPause"));
    expect(await trial(IN_TOKEN, node(), paused, node())).toEqual(FINE);
    expect(await trial(NATIVE, node({ eth_call: saying("boom") }))).toEqual(no("Refused: boom"));
    expect(await trial(NATIVE, node({ eth_estimateGas: saying("no gas", "0xd93c0665") }))).toEqual(
      no("Refused: EnforcedPause"),
    );
    expect(await trial(NATIVE, node({ eth_estimateGas: saying("no gas") }))).toEqual(no("Refused: no gas"));
  });
});
