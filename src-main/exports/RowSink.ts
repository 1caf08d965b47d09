/** Where exported rows go: a file format that takes them a block at a time. */
import type { Part } from "#main/world/wholeFile.ts";

export type Cells = readonly (string | null)[];

export type RowSink = {
  add(rows: readonly Cells[]): Promise<void>;
  /** the last parts; nothing may be added afterwards */
  end(facts: ExportFacts): Promise<void>;
};

/** What an export says of itself. */
export type ExportFacts = { label: string; value: string }[];

export type WritePart = (part: Part) => Promise<void>;
