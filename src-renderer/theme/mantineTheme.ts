/** Mantine's theme, made from the tokens. Mantine gives behaviour (dialogs, menus, tooltips); the looks are ours. */
import { createTheme, DEFAULT_THEME, mergeMantineTheme, Portal, type MantineColorsTuple } from "@mantine/core";
import { mantine } from "./tokens.ts";

type Mutable<T> = T extends readonly (infer Item)[]
  ? Item[]
  : T extends object
    ? { -readonly [K in keyof T]: Mutable<T[K]> }
    : T;
const copy = <T>(value: T) => structuredClone(value) as Mutable<T>;

const colors = Object.fromEntries(
  Object.entries(mantine.colors).map(([name, shades]) => [name, [...shades] as unknown as MantineColorsTuple]),
);

export const themeOverride = createTheme({
  primaryColor: mantine.primaryColor,
  primaryShade: { light: 8, dark: 3 },
  autoContrast: mantine.autoContrast,
  luminanceThreshold: mantine.luminanceThreshold,
  white: mantine.white,
  black: mantine.black,
  fontFamily: mantine.fontFamily,
  fontFamilyMonospace: mantine.fontFamilyMonospace,
  fontSizes: copy(mantine.fontSizes),
  lineHeights: copy(mantine.lineHeights),
  spacing: copy(mantine.spacing),
  radius: copy(mantine.radius),
  defaultRadius: mantine.defaultRadius,
  focusRing: mantine.focusRing,
  respectReducedMotion: mantine.respectReducedMotion,
  cursorType: mantine.cursorType,
  shadows: copy(mantine.shadows),
  headings: copy(mantine.headings) as never,
  colors,
  // Overlays are drawn inside the part that a lock hides (SessionGate).
  components: { Portal: Portal.extend({ defaultProps: { target: "#overlays" } }) },
});

export const mergedTheme = mergeMantineTheme(DEFAULT_THEME, themeOverride);
