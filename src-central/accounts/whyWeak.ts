/** Why a new password will not do, in words for the person, or null. Length counts most (NIST SP 800-63B); no rules about kinds of characters. */

const SHORTEST = 12;
const COMMON = [
  "password",
  "passw0rd",
  "123456",
  "qwerty",
  "letmein",
  "welcome",
  "admin",
  "iloveyou",
  "abc123",
  "111111",
  "deposit desk",
  "depositdesk",
];

/** `own`: user name, display name and the old password, none of which may make up the new one. */
export function whyWeak(password: string, own: readonly string[]): string | null {
  if ([...password].length < SHORTEST) return `Use at least ${SHORTEST} characters`;
  if (new Set(password.toLowerCase()).size < 5) return "Use more different characters";
  if (isRun(password)) return "Do not use a row of neighbouring characters";
  let rest = password.toLowerCase();
  for (const word of [...own.flatMap(wordsOf), ...COMMON]) rest = rest.replaceAll(word, "");
  if ([...rest].length < 8) return "Do not build it from your name, the old password or a common password";
  return null;
}

function wordsOf(text: string): string[] {
  const whole = text.toLowerCase();
  return [whole, ...whole.split(/[^\p{L}\p{N}]+/u)].filter((word) => word.length >= 4);
}

/** "abcdefghijkl", "987654321098" */
function isRun(password: string): boolean {
  let neighbours = 0;
  for (let index = 1; index < password.length; index += 1)
    if (Math.abs(password.charCodeAt(index) - password.charCodeAt(index - 1)) <= 1) neighbours += 1;
  return neighbours >= password.length - 2;
}
