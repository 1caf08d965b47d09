import { parseArgs } from "node:util";
import { LANGUAGES } from "#shared/texts/languages.ts";
import type { Look } from "./walk.ts";

/** `screens`: only those whose name begins with one of these; empty: all. */
export type GalleryOptions = { looks: Look[]; screens: readonly string[]; folder: string };

const USAGE = `npm run gallery -- [--screen NAME ...] [--look light|dark] [--language en|zh-Hant|zh-Hans] [--size 1280|1920|1280-200|1920-200] [--out FOLDER]
  Pictures of every screen, light and dark, in three languages, 1280 and 1920 wide and at 200 %, with index.html beside them.
  --screen NAME   only screens whose name begins like this (repeatable)
  --look, --language, --size   only these pictures
  --out FOLDER    default: out/gallery`;

const SIZES = [
  { width: 1280, height: 800, zoom: 1 },
  { width: 1920, height: 1080, zoom: 1 },
  { width: 1920, height: 1080, zoom: 2 },
  // 640 CSS px wide: what the smallest window shows to who needs large letters (WCAG 1.4.10).
  { width: 1280, height: 800, zoom: 2 },
] as const;

export function parseGalleryOptions(args: readonly string[]): GalleryOptions | { problem: string } {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        screen: { type: "string", multiple: true, default: [] },
        look: { type: "string" },
        language: { type: "string" },
        size: { type: "string" },
        out: { type: "string", default: "out/gallery" },
        help: { type: "boolean", default: false },
      },
    });
    if (values.help) return { problem: USAGE };
    const themes = (["light", "dark"] as const).filter((theme) => values.look === undefined || values.look === theme);
    const languages = LANGUAGES.filter((one) => values.language === undefined || values.language === one);
    const sizes = SIZES.filter((size) => values.size === undefined || values.size === sizeName(size));
    if (themes.length === 0 || languages.length === 0 || sizes.length === 0) return { problem: USAGE };
    const looks = languages.flatMap((language) =>
      themes.flatMap((theme) => sizes.map((size) => ({ theme, language, ...size }))),
    );
    return { looks, screens: values.screen, folder: values.out };
  } catch (error) {
    return { problem: `${error instanceof Error ? error.message : String(error)}\n${USAGE}` };
  }
}

/** "light-zh-Hant-1280", "dark-en-1280-200" */
export function lookName({ theme, language, ...size }: Look): string {
  return [theme, language, sizeName(size)].join("-");
}

function sizeName({ width, zoom }: Pick<Look, "width" | "zoom">): string {
  return [width, ...(zoom === 1 ? [] : [zoom * 100])].join("-");
}
