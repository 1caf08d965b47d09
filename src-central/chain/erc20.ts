/** The one token interface we know: ERC-20, with the errors of ERC-6093. */
import { Interface, getAddress } from "ethers";
import type { ChainTransfer } from "./ChainReader.ts";
import type { RpcLog } from "./rpcShapes.ts";

export const erc20 = new Interface([
  "function transfer(address to, uint256 value) returns (bool)",
  "function transferFrom(address from, address to, uint256 value) returns (bool)",
  "function balanceOf(address account) view returns (uint256)",
  "event Transfer(address indexed from, address indexed to, uint256 value)",
  "error ERC20InsufficientBalance(address sender, uint256 balance, uint256 needed)",
  "error ERC20InvalidSender(address sender)",
  "error ERC20InvalidReceiver(address receiver)",
  "error ERC20InsufficientAllowance(address spender, uint256 allowance, uint256 needed)",
  "error ERC20InvalidApprover(address approver)",
  "error ERC20InvalidSpender(address spender)",
  "error Error(string reason)",
  "error Panic(uint256 code)",
]);

/** keccak256("Transfer(address,address,uint256)") */
export const TRANSFER_TOPIC = "0xddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef";
/** First four bytes of keccak256("transfer(address,uint256)") */
const TRANSFER_SELECTOR = "0xa9059cbb";

export function transferCall(to: string, value: bigint): string {
  return erc20.encodeFunctionData("transfer", [to, value]);
}

/** Recipient and amount when the data is exactly one `transfer` call, byte for byte; null for anything else. */
export function readTransferCall(data: string): { to: string; value: bigint } | null {
  if (!/^0xa9059cbb0{24}[0-9a-f]{104}$/.test(data.toLowerCase()) || !data.toLowerCase().startsWith(TRANSFER_SELECTOR))
    return null;
  return { to: getAddress(`0x${data.slice(34, 74).toLowerCase()}`), value: BigInt(`0x${data.slice(74)}`) };
}

export function addressTopic(address: string): string {
  return `0x${address.slice(2).toLowerCase().padStart(64, "0")}`;
}

/** A Transfer log as a transfer; null for every other log, the ERC-721 one with its fourth topic included. */
export function readTransferLog(log: RpcLog): ChainTransfer | null {
  const [topic, from, to] = log.topics;
  if (topic !== TRANSFER_TOPIC || from === undefined || to === undefined || log.topics.length !== 3) return null;
  if (log.removed === true || !/^0x[0-9a-f]{64}$/.test(log.data)) return null;
  if (!/^0x0{24}/.test(from) || !/^0x0{24}/.test(to)) return null;
  return {
    txHash: log.transactionHash,
    logIndex: log.logIndex,
    contractAddress: log.address,
    from: getAddress(`0x${from.slice(26)}`),
    to: getAddress(`0x${to.slice(26)}`),
    value: BigInt(log.data),
    blockNumber: log.blockNumber,
    blockHash: log.blockHash,
  };
}

/** Words for a revert, without which an operator cannot tell a paused token from an empty wallet. */
export function revertWords(data: string | null): string | null {
  if (data === null || data.length < 10) return null;
  const parsed = erc20.parseError(data);
  if (parsed === null) return `the contract's own error ${data.slice(0, 10)}`;
  if (parsed.name === "Error") return String(parsed.args[0]).slice(0, 200);
  return parsed.name;
}
