import artifactsJson from "./artifacts.json" with { type: "json" };

/** One compiled contract: its interface in ethers' human-readable form, and its creation code. */
interface Artifact {
  abi: string[];
  bytecode: string;
}

export interface Artifacts {
  compiler: string;
  /** What the artifacts were compiled from; see sources.ts. A test compares it with the sources of today. */
  sourcesSha256: string;
  contracts: Record<string, Artifact>;
}

/** The contracts compiled from ./contracts, by name. */
export type ContractName = keyof (typeof artifactsJson)["contracts"];

export const artifacts = artifactsJson satisfies Artifacts;
