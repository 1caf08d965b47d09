/** What the signer process does with the one request it is asked (process.ts). */
import { isAppError } from "#shared/errors.ts";
import { createKey, proveBackup } from "./keys.ts";
import { SIGNER_ERROR_CODES, signerRequest, type SignerReply } from "./protocol.ts";
import { signPayment } from "./signPayment.ts";
import { FULL_COST, type StretchCost } from "#main/world/stretch.ts";

/** Never throws: what goes wrong is part of the reply. */
export async function answerRequest(message: unknown, cost: StretchCost = FULL_COST): Promise<SignerReply> {
  const parsed = signerRequest.safeParse(message);
  if (!parsed.success) return refusal("SIGNER_REFUSED", "The signer was asked something it does not know");
  const request = parsed.data;
  try {
    switch (request.kind) {
      case "create":
        return { ok: true, value: await createKey(request, cost) };
      case "proveBackup":
        return { ok: true, value: await proveBackup(request, cost) };
      case "sign":
        return { ok: true, value: await signPayment(request, cost) };
    }
  } catch (error) {
    // Only our own words go out: an error of a library may hold what it choked on.
    const code = isAppError(error) ? SIGNER_ERROR_CODES.find((known) => known === error.code) : undefined;
    return code && isAppError(error)
      ? refusal(code, error.message)
      : refusal("SIGNER_REFUSED", "The signer could not do this");
  }
}

function refusal(code: (typeof SIGNER_ERROR_CODES)[number], message: string): SignerReply {
  return { ok: false, error: { code, message } };
}
