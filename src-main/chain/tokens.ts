/** ERC-20 as far as a payment needs it, with the error names of ERC-6093. */
import { id, Interface } from "ethers";
import { invariant } from "#shared/errors.ts";

const ERC20 = new Interface([
  "function transfer(address to, uint256 amount)",
  "function balanceOf(address account) view returns (uint256)",
  "error Error(string reason)",
  "error Panic(uint256 code)",
  "error ERC20InsufficientBalance(address sender, uint256 balance, uint256 needed)",
  "error ERC20InvalidSender(address sender)",
  "error ERC20InvalidReceiver(address receiver)",
  "error EnforcedPause()",
]);

export function transferCall(to: string, amountBaseUnits: bigint): string {
  return ERC20.encodeFunctionData("transfer", [to, amountBaseUnits]);
}

export function balanceCall(account: string): string {
  return ERC20.encodeFunctionData("balanceOf", [account]);
}

/** What a token said when it refused, in words; null when it gave nothing readable. Arguments are left out: they hold addresses. */
export function refusalWords(data: string | null): string | null {
  if (data === null || data.length < 10) return null;
  try {
    const error = ERC20.parseError(data);
    if (error === null) return `custom error ${data.slice(0, 10)}`;
    if (error.name === "Error")
      return String(error.args[0])
        .replace(/\p{Cc}+/gu, " ")
        .slice(0, 120);
    return error.name;
  } catch {
    // Data that begins like a known error and then does not fit it.
    return `custom error ${data.slice(0, 10)}`;
  }
}

const TRANSFER_TOPIC = id("Transfer(address,address,uint256)");

export type TransferLog = { from: string; to: string; value: bigint };

/** The Transfer events that this contract itself emitted (EIP-20); those with fewer than three topics are no transfers of amounts. */
export function transferLogs(
  contract: string,
  logs: readonly { address: string; topics: readonly string[]; data: string }[],
): TransferLog[] {
  return logs.flatMap(({ address, topics, data }) => {
    const [topic, from, to] = topics;
    if (address !== contract.toLowerCase() || topic !== TRANSFER_TOPIC || topics.length !== 3) return [];
    if (data.length !== 66) return [];
    invariant(from, "the second of three topics");
    invariant(to, "the third of three topics");
    return [{ from: `0x${from.slice(26)}`, to: `0x${to.slice(26)}`, value: BigInt(data) }];
  });
}
