/** The whole central log as a file that anybody can check without a service, and beside it what this workstation keeps of the log. */
import { canonicalJson } from "#shared/canonicalJson.ts";
import { auditExportPage, type AuditExportPage, type AuditHead } from "#shared/contract/audit.ts";
import { http } from "#shared/contract/http.ts";
import { AppError } from "#shared/errors.ts";
import { keepFile, type KeptFiles } from "#main/files/KeptFiles.ts";
import type { Desk } from "#main/session/Desk.ts";
import { timestampOf } from "#main/world/clock.ts";

const PAGE_TIMEOUT_MS = 60_000;

type Raw = { head: AuditHead; items: readonly unknown[] };

/** `saved` false: the person closed the dialog. Throws DISK_FULL, INPUT_INVALID, RESPONSE_INVALID. */
export async function saveLogExport(rooms: {
  desk: Pick<Desk, "remote" | "clock">;
  files: KeptFiles;
  kept: AuditHead | null;
}): Promise<{ saved: boolean; events: number }> {
  const { desk, files, kept } = rooms;
  const day = timestampOf(desk.clock.now()).slice(0, 10);
  const file = await files.choose(`audit-log-${day}.jsonl`);
  if (file === null) return { saved: false, events: 0 };
  const { head, items: first } = await readPage(desk, {});
  const lines = [canonicalJson({ type: "deposit-desk/audit-export/1", head })];
  for (let items = first; items.length > 0;) {
    for (const item of items) lines.push(canonicalJson(item));
    ({ items } = await readPage(desk, { after: lines.length - 1, size: head.size }));
  }
  if (lines.length - 1 !== head.size)
    throw new AppError("RESPONSE_INVALID", `The central service gave ${lines.length - 1} of ${head.size} events`);
  await keepFile(files, file, `${lines.join("\n")}\n`, "The audit log");
  if (kept !== null) {
    const anchors = { publicKey: kept.publicKey, heads: [kept], deviceKeys: [] };
    await keepFile(files, `${file}.anchors.json`, `${canonicalJson(anchors)}\n`, "What is kept of the log");
  }
  return { saved: true, events: head.size };
}

/** As it was sent: the hash of an event is over everything in it, also what a newer service may have added. */
async function readPage({ remote }: Pick<Desk, "remote">, query: { after?: number; size?: number }): Promise<Raw> {
  const bytes = await remote.bytes(http.audit.export, { query, timeoutMs: PAGE_TIMEOUT_MS });
  const raw: unknown = JSON.parse(Buffer.from(bytes).toString("utf8"));
  const parsed = auditExportPage.safeParse(raw);
  if (!parsed.success)
    throw new AppError("RESPONSE_INVALID", "The central service answered something unreadable to the export");
  // The schema has just said so; it is not taken from there, because it leaves out what it does not know.
  return raw as AuditExportPage;
}
