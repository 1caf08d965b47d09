/** A node answered, and its answer was an error. Other failures (no answer, nonsense) are AppError CHAIN_UNAVAILABLE. */
export class NodeRefusal extends Error {
  override readonly name = "NodeRefusal";
  readonly code: number;
  /** revert data, when the node gave any */
  readonly data: string | null;

  constructor(code: number, message: string, data: string | null) {
    super(message);
    this.code = code;
    this.data = data;
  }

  /** JSON-RPC 2.0: -32601 "method not found"; some nodes say it in words only. */
  get methodMissing(): boolean {
    return this.code === -32601 || /method .*(not (found|supported|available)|does not exist)/i.test(this.message);
  }
}
