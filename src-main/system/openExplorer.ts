/** Opens a transaction or an address in the network's explorer, outside. The page names kind and value; the address comes from the configuration. */
import type { CallParsed, Calls } from "#shared/contract/ipc.ts";
import { AppError } from "#shared/errors.ts";
import type { Cache } from "#main/store/Cache.ts";

export async function openExplorer(
  { cache, openOutside }: { cache: Cache; openOutside: (url: string) => Promise<void> },
  { network: code, kind, value }: CallParsed<Calls["system"]["openExplorer"]>,
): Promise<null> {
  const network = cache.network(code);
  const template = kind === "tx" ? network?.explorerTxUrl : network?.explorerAddressUrl;
  if (template === null || template === undefined)
    throw new AppError("NOT_FOUND", "No explorer is configured for this network");
  await openOutside(explorerUrl(template, value));
  return null;
}

/** `…/{}` or `…/` followed by the value. Only https leaves this computer, and nothing of the value can become another host. */
function explorerUrl(template: string, value: string): string {
  const text = /\{\w*\}/.test(template)
    ? template.replace(/\{\w*\}/, value)
    : `${template.replace(/\/$/, "")}/${value}`;
  const url = new URL(text);
  if (url.protocol !== "https:" || url.host !== new URL(template.replace(/\{\w*\}/, "")).host)
    throw new AppError("CONFIG_INVALID", "The explorer of this network is not configured with an https address");
  return url.toString();
}
