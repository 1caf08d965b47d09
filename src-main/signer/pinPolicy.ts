/** Which signing PINs are refused. The PIN is all that stands between a silently read keychain entry and the key. */
import { AppError } from "#shared/errors.ts";

const LEAST_LENGTH = 6;
const LEAST_DIFFERENT = 4;
const COMMON: ReadonlySet<string> = new Set(["qwerty", "qwertz", "asdfgh", "password", "passwort", "147258", "159753"]);

/** Throws SIGNER_PIN_WEAK and says what to change. */
export function assertPinStrong(pin: string): void {
  const characters = [...pin.normalize("NFKC").toLowerCase()];
  if (characters.length < LEAST_LENGTH) throw weak(`Use at least ${LEAST_LENGTH} characters for the signing PIN`);
  if (new Set(characters).size < LEAST_DIFFERENT)
    throw weak(`Use at least ${LEAST_DIFFERENT} different characters in the signing PIN`);
  if (isEvenlySpaced(characters)) throw weak("The signing PIN is a row such as 123456 or 2468ac; choose another");
  if (isRepeatedBlock(characters)) throw weak("The signing PIN repeats itself; choose another");
  if (COMMON.has(characters.join(""))) throw weak("The signing PIN is a common one; choose another");
}

/** 123456, 987654, 13579b, 890123: every step the same, digits counted round. */
function isEvenlySpaced(characters: readonly string[]): boolean {
  const codes = characters.map((character) => character.codePointAt(0) ?? 0);
  const steps = codes.slice(1).map((code, index) => code - (codes[index] ?? 0));
  if (steps.every((step) => step === steps[0])) return true;
  const isDigits = characters.every((character) => /\d/.test(character));
  return isDigits && steps.every((step) => (step + 10) % 10 === ((steps[0] ?? 0) + 10) % 10);
}

/** 12341234, abcdabcd */
function isRepeatedBlock(characters: readonly string[]): boolean {
  const text = characters.join("");
  return (text + text).indexOf(text, 1) < text.length;
}

function weak(message: string): AppError {
  return new AppError("SIGNER_PIN_WEAK", message);
}
