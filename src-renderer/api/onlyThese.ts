/**
 * What a route's `validateSearch` answers: the valid parameters, and every other one taken away. The router lays the answer over
 * the raw parameters, so that one which is merely left out would stay as it was typed.
 */
export function onlyThese(raw: Readonly<Record<string, unknown>>, valid: Readonly<Record<string, unknown>>): object {
  return { ...Object.fromEntries(Object.keys(raw).map((key) => [key, undefined])), ...valid };
}
