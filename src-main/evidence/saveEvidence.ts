/** The evidence pack of one case, kept where the person chooses, with a summary to print beside it. */
import { createHash } from "node:crypto";
import { http } from "#shared/contract/http.ts";
import { AppError } from "#shared/errors.ts";
import type { Language } from "#shared/texts/languages.ts";
import { keepFile, type KeptFiles } from "#main/files/KeptFiles.ts";
import type { Desk } from "#main/session/Desk.ts";
import { evidenceSummary } from "./evidenceSummary.ts";

const PACK_TIMEOUT_MS = 60_000;

/** `saved` false: the person closed the dialog. Throws NOT_FOUND, DEPOSIT_STATE, DISK_FULL, INPUT_INVALID, RESPONSE_INVALID. */
export async function saveEvidence(
  { desk, files }: { desk: Pick<Desk, "remote">; files: KeptFiles },
  about: "refund" | "cancellation",
  language: Language,
  { id }: { id: string },
): Promise<{ saved: boolean }> {
  const { fileName, text, sha256 } = await desk.remote.call(http.evidence[about], {
    params: { id },
    timeoutMs: PACK_TIMEOUT_MS,
  });
  if (createHash("sha256").update(text).digest("hex") !== sha256)
    throw new AppError("RESPONSE_INVALID", "The evidence pack did not arrive as it was sent");
  const file = await files.choose(fileName);
  if (file === null) return { saved: false };
  await keepFile(files, file, text, "The evidence pack");
  await keepFile(files, `${file}.html`, evidenceSummary(text, sha256, language), "The summary");
  return { saved: true };
}
