/** Files share one page's modules: what one of them switched to Chinese would be Chinese in the next. */
import { beforeEach } from "vitest";
import { speak } from "#renderer/i18n/t.ts";

beforeEach(() => speak("en"));
