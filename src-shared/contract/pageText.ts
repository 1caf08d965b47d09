/**
 * The layout in which a page of rows is sent: JSON as any other, with every row on a line of its own. Whoever reads it may take it line by line, keep
 * the text of a row as it came, and knows a row that it has already without parsing it. Line breaks stand nowhere else: inside of texts they are escaped.
 */
export function pageText<Page extends { readonly items: readonly unknown[] }>(page: Page): string {
  const bare = JSON.stringify({ ...page, items: [] });
  if (page.items.length === 0) return bare;
  const at = bare.indexOf(ITEMS) + ITEMS.length;
  return `${bare.slice(0, at)}\n${page.items.map((item) => JSON.stringify(item)).join(",\n")}\n${bare.slice(at)}`;
}

const ITEMS = '"items":[';
