/** The clipboard, from the main process alone: written, read back and compared, so that a clipboard changer is found out (security P1.16). */
import { AppError } from "#shared/errors.ts";

/** Electron 33 answers at once, 44 and later with a promise; awaiting fits both. */
export type Clipboard = {
  writeText(text: string): void | Promise<void>;
  readText(): string | Promise<string>;
};

export async function copyText(clipboard: Clipboard, { text }: { text: string }): Promise<null> {
  await clipboard.writeText(text);
  if ((await clipboard.readText()) !== text)
    throw new AppError("INTERNAL", "The clipboard does not hold what was copied. Another program may be changing it.");
  return null;
}
