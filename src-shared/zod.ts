/**
 * The one place from which everybody takes zod.
 * `jitless` keeps zod from probing `new Function`, which a page under a strict Content-Security-Policy reports as a violation.
 */
import { z } from "zod";

z.config({ jitless: true });

export { z };
