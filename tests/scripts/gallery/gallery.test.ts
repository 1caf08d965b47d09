import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { lookName, parseGalleryOptions } from "#scripts/gallery/galleryOptions.ts";
import { fileOf, indexPage } from "#scripts/gallery/indexPage.ts";
import { SCREENS } from "#scripts/gallery/screens.ts";
import { PLACES } from "#renderer/app/navigation.ts";

const DRAWINGS = join(import.meta.dirname, "../../../docs/design");
const WORLD = {
  record: { credited: "1", verifying: "2", held: "3", refunded: "4", cancelled: "5" },
  refund: { pending: "6", approved: "7", completed: "8" },
};

function looksOf(...args: string[]) {
  const options = parseGalleryOptions(args);
  if ("problem" in options) throw new Error(options.problem);
  return options.looks;
}

test("every screen is seen light and dark, in three languages, in two widths, each at 200 % too", () => {
  const looks = looksOf();
  expect(new Set(looks.map(lookName)).size).toBe(2 * 3 * 4);
  expect(looks.filter(({ zoom }) => zoom === 2)).toHaveLength(2 * 3 * 2);
  expect(looksOf("--look", "dark", "--language", "zh-Hans")).toHaveLength(4);
  expect(parseGalleryOptions(["--look", "pink"])).toHaveProperty("problem");
});

test("every place of the menu has a screen of its own", () => {
  const paths = new Set(SCREENS.map(({ path }) => path(WORLD).split("?")[0]));
  expect(PLACES.map(({ to }) => to).filter((to) => !paths.has(to))).toEqual([]);
});

test("every drawing of a screen stands beside the real one, and no picture hides another", () => {
  const looks = looksOf();
  const page = indexPage(SCREENS, looks, "../../docs/design");
  const files = SCREENS.flatMap((screen) => looks.map((look) => fileOf(screen, look)));
  expect(new Set(files).size).toBe(files.length);
  for (const file of files) expect(page).toContain(`src="${file}"`);
  const drawn = SCREENS.flatMap((screen) => Object.values(screen.drawn ?? {}));
  for (const file of drawn) {
    expect(existsSync(join(DRAWINGS, file))).toBe(true);
    expect(page).toContain(`src="../../docs/design/${file}"`);
  }
  // A sheet of statuses and a picture without a network are no screens of their own; the wide one shows the records again.
  const others = readdirSync(DRAWINGS).filter((file) => !drawn.includes(file));
  expect(others.every((file) => /status-sheet|offline|1920/.test(file))).toBe(true);
});
