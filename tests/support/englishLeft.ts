/** English that stands on a page of another language. */
import type { Page } from "@playwright/test";

/**
 * Two words after one another of which the second begins small: "Nothing changes". Names of people, firms, tokens and rights
 * begin large. Told are texts that are seen, and those that are spoken or shown on hover.
 */
export async function englishLeft(page: Page, allowed: readonly string[]): Promise<string[]> {
  const texts = await page.evaluate(() => {
    const found: string[] = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const around = node.parentElement;
      // Codes are the same in every language; what a service said in its own, and what people wrote, is marked.
      if (
        around === null ||
        around.closest("code, pre, [lang=en], [translate=no]") !== null ||
        !around.checkVisibility()
      )
        continue;
      found.push(node.textContent ?? "");
    }
    for (const name of ["aria-label", "placeholder", "title"])
      for (const element of document.body.querySelectorAll(`[${name}]`))
        if (element.checkVisibility()) found.push(element.getAttribute(name) ?? "");
    return found;
  });
  const isLeft = (text: string) => /[A-Za-z]{2,},? [a-z]{2,}/.test(text);
  const isAllowed = (text: string) => allowed.some((part) => text.includes(part));
  return [...new Set(texts.map((text) => text.trim()))].filter((text) => isLeft(text) && !isAllowed(text));
}
