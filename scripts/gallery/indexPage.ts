/** The gallery's page: each screen with its pictures, and the drawing of the design beside the real one where there is a drawing. */
import { lookName } from "./galleryOptions.ts";
import type { Screen } from "./screens.ts";
import type { Look } from "./walk.ts";

const STYLE = `body{margin:0 auto;max-width:1880px;padding:24px;font:14px/20px system-ui,sans-serif;background:#f4f5f5;color:#12171a}
h1{font-size:20px}h2{margin:40px 0 8px;font-size:16px}nav a{margin-right:12px}
.row{display:grid;grid-template-columns:repeat(auto-fill,minmax(420px,1fr));gap:16px}
figure{margin:0}img{width:100%;border:1px solid #cbd1d4;background:#fff}figcaption{font-size:12px;color:#596268}
.beside{display:grid;grid-template-columns:1fr 1fr;gap:16px;margin-bottom:16px}`;

/** `drawings`: where the files of the design are, as seen from the page. */
export function indexPage(screens: readonly Screen[], looks: readonly Look[], drawings: string): string {
  const links = screens.map(({ name }) => `<a href="#${name}">${name}</a>`).join(" ");
  const sections = screens.map((screen) => sectionOf(screen, looks, drawings)).join("\n");
  return `<!doctype html>
<html lang="en"><meta charset="utf-8"><title>Deposit Desk: gallery</title><style>${STYLE}</style>
<h1>Deposit Desk: every screen</h1><nav>${links}</nav>
${sections}
</html>
`;
}

function sectionOf(screen: Screen, looks: readonly Look[], drawings: string): string {
  const pictures = looks.map((look) => figure(fileOf(screen, look), lookName(look))).join("\n");
  return `<h2 id="${screen.name}">${screen.name}</h2>\n${besides(screen, looks, drawings)}<div class="row">\n${pictures}\n</div>`;
}

function besides(screen: Screen, looks: readonly Look[], drawings: string): string {
  const { light, dark, chinese } = screen.drawn ?? {};
  const pairs = [
    { drawing: light, look: lookOf(looks, "light", "en") },
    { drawing: dark, look: lookOf(looks, "dark", "en") },
    { drawing: chinese, look: lookOf(looks, "light", "zh-Hant") },
  ];
  return pairs
    .map(({ drawing, look }) =>
      drawing === undefined || look === undefined
        ? ""
        : `<div class="beside">${figure(`${drawings}/${drawing}`, "as drawn")}${figure(fileOf(screen, look), "as it is")}</div>\n`,
    )
    .join("");
}

function lookOf(looks: readonly Look[], theme: Look["theme"], language: Look["language"]): Look | undefined {
  return looks.find(
    (look) => look.theme === theme && look.language === language && look.width === 1280 && look.zoom === 1,
  );
}

/** The picture's file, as seen from the page. */
export function fileOf({ name }: Screen, look: Look): string {
  return `${name}/${lookName(look)}.png`;
}

function figure(file: string, caption: string): string {
  return `<figure><a href="${file}"><img loading="lazy" src="${file}" alt=""></a><figcaption>${caption}</figcaption></figure>`;
}
