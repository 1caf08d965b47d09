/** The limits of every currency with their versions, asked of the central service: nothing that old may be decided on. */
import type { CurrencyLimits } from "#shared/contract/configuration.ts";
import { http } from "#shared/contract/http.ts";
import type { Desk } from "#main/session/Desk.ts";

export async function readLimits(desk: Desk): Promise<CurrencyLimits[]> {
  return (await desk.remote.call(http.configuration.limits, {})).items;
}
