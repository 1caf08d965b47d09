/** One person proposes rules of a currency or a network, another decides on them (R4.4). Nothing of it is kept on this workstation. */
import type { CurrencyVersion, NetworkVersion, RulesHistory } from "#shared/contract/configuration.ts";
import { http } from "#shared/contract/http.ts";
import type { CallParsed, Calls } from "#shared/contract/ipc.ts";
import type { Desk } from "#main/session/Desk.ts";

/** Asked of the central service: nothing that old may be decided on. */
export function readRules(desk: Desk): Promise<RulesHistory> {
  return desk.remote.call(http.configuration.history, {});
}

/** Throws what the chain and the rules refuse: CONFIGURATION_UNSOUND, CONTRACT_IMMUTABLE, DECIMALS_IMMUTABLE, CODE_EXISTS, CONFIGURATION_STATE. */
export function proposeCurrency(
  desk: Desk,
  { idempotencyKey, ...body }: CallParsed<Calls["configuration"]["proposeCurrency"]>,
): Promise<CurrencyVersion> {
  return desk.once.run(idempotencyKey, {
    prepare: async () => ({ idempotencyKey, body }),
    send: (request) => desk.remote.call(http.configuration.proposeCurrency, request),
  });
}

/** Throws CONFIGURATION_UNSOUND, CODE_EXISTS, CONFIGURATION_STATE. */
export function proposeNetwork(
  desk: Desk,
  { idempotencyKey, ...body }: CallParsed<Calls["configuration"]["proposeNetwork"]>,
): Promise<NetworkVersion> {
  return desk.once.run(idempotencyKey, {
    prepare: async () => ({ idempotencyKey, body }),
    send: (request) => desk.remote.call(http.configuration.proposeNetwork, request),
  });
}
