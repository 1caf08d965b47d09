/** Names and decimals of currencies and networks, from the configuration in the cache. */
import { useMemo } from "react";
import type { Currency, Network } from "#shared/contract/currency.ts";
import { useCall } from "./calls.ts";

export type CurrencyBook = {
  currencies: readonly Currency[];
  networks: readonly Network[];
  /** fixed decimals on screens; 8 for a currency that is not configured */
  decimalsOf: (currency: string, network?: string) => number;
  networkName: (network: string) => string;
  network: (code: string) => Network | null;
  /** most decimals shown of any currency, for a column in which decimal points stand on one line */
  mostDecimals: number;
};

const NONE: readonly never[] = [];

export function useCurrencyBook(): CurrencyBook {
  const { data } = useCall("configuration", "list", {});
  const currencies = data?.currencies ?? NONE;
  const networks = data?.networks ?? NONE;
  return useMemo(() => {
    const decimals = new Map<string, number>();
    for (const currency of currencies) {
      decimals.set(`${currency.network}/${currency.code}`, currency.displayDecimals);
      if (!decimals.has(currency.code)) decimals.set(currency.code, currency.displayDecimals);
    }
    const byCode = new Map(networks.map((network) => [network.code, network]));
    return {
      currencies,
      networks,
      decimalsOf: (currency, network) =>
        (network === undefined ? undefined : decimals.get(`${network}/${currency}`)) ?? decimals.get(currency) ?? 8,
      networkName: (code) => byCode.get(code)?.name ?? code,
      network: (code) => byCode.get(code) ?? null,
      mostDecimals: currencies.reduce(
        (most, currency) => Math.max(most, currency.displayDecimals),
        currencies.length === 0 ? 8 : 0,
      ),
    };
  }, [currencies, networks]);
}
