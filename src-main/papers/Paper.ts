/** A paper to print: its language, its title, its body, and the line at the foot of every page. */
import type { Organisation } from "#shared/contract/session.ts";
import { DOCUMENT_LANGUAGES, type Language } from "#shared/texts/languages.ts";
import { escaped, type Html, html } from "./html.ts";

export type Paper = { language: Language; title: string; body: Html; foot: string };

/** Makes the page out of the renderer's paper.html. */
export type PrintedPage = { fill: (template: string) => string };
/** Makes a PDF, A4; given by index.ts. */
export type PrintPaper = (page: PrintedPage) => Promise<Uint8Array>;

/** Replaces the page that the renderer's build made (paper.html); its style sheet and fonts stay. */
export function paperPage(template: string, { language, title, body, foot }: Paper): string {
  return template
    .replace('lang="en"', `lang="${DOCUMENT_LANGUAGES[language]}"`)
    .replace("<title></title>", () => `<title>${escaped(title)}</title>`)
    .replace("<main></main>", () => `<main>${body.text}</main><footer>${escaped(foot)}</footer>`);
}

/** Who writes, as the head of the paper. */
export function letterhead(organisation: Organisation | null, aside: Html | null = null): Html {
  const lines = (organisation?.address ?? []).map((line) => html`<br />${line}`);
  return html`<header>
    <div><strong>${organisation?.name ?? ""}</strong>${lines}</div>
    ${aside}
  </header>`;
}

export type Row = readonly [label: string, value: string | Html | null];

/** What is not known is left out. */
export function facts(rows: readonly Row[]): Html {
  const known = rows.filter(([, value]) => value !== null && value !== "");
  return html`<dl>
    ${known.map(
      ([label, value]) =>
        html`<div>
          <dt>${label}</dt>
          <dd>${value}</dd>
        </div>`,
    )}
  </dl>`;
}

/** In groups of four, as the address is read aloud and compared. */
export function grouped(hex: string): Html {
  const digits = hex.replace(/^0x/, "");
  return html`<code>0x ${(digits.match(/.{1,4}/g) ?? []).join(" ")}</code>`;
}
