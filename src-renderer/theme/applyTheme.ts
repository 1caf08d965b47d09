/**
 * Puts the tokens into the page as CSS variables, through one constructed style sheet.
 * Not through a <style> element: the page runs under a Content-Security-Policy without inline styles and under
 * Trusted Types, and a constructed sheet needs neither a nonce nor innerHTML.
 */
import { convertCssVariables, defaultCssVariablesResolver } from "@mantine/core";
import { mergedTheme } from "./mantineTheme.ts";
import { color, density, elevation, font, layout, motion, radius, zIndex } from "./tokens.ts";

type Variables = Record<string, string>;

const shared: Variables = {
  "--font-ui": font.family.ui,
  "--font-mono": font.family.mono,
  "--scrim": elevation.scrim,
  "--radius-block": px(radius.block),
  "--radius-pill": px(radius.pill),
  "--radius-control": px(radius.control),
  "--radius-dialog": px(radius.dialog),
  "--z-banner": String(zIndex.banner),
  "--z-popover": String(zIndex.popover),
  "--z-scrim": String(zIndex.scrim),
  "--z-environment": String(zIndex.environment),
  "--hover-time": `${motion.hover}ms`,
  "--easing": motion.easing,
  "--top-bar": px(layout.topBar),
  "--rail": px(layout.rail),
  "--rail-collapsed": px(layout.railCollapsed),
  "--environment-line": px(layout.environmentLine),
  "--view-header": px(layout.viewHeader),
  "--list-row": px(density.listRow),
};

function px(value: number): string {
  return `${value}px`;
}

function colorsOf(scheme: "light" | "dark"): Variables {
  return {
    ...Object.fromEntries(Object.entries(color[scheme]).map(([name, value]) => [`--${name}`, value])),
    "--shadow-popover": elevation.popover[scheme],
    "--shadow-dialog": elevation.dialog[scheme],
  };
}

/** The CSS of all variables: Mantine's own and ours, per colour scheme. */
export function themeCss(): string {
  const mantine = defaultCssVariablesResolver(mergedTheme);
  const variables = convertCssVariables(
    {
      variables: { ...mantine.variables, ...shared },
      light: { ...mantine.light, ...colorsOf("light") },
      dark: { ...mantine.dark, ...colorsOf("dark") },
    },
    ":root",
  );
  // The same code points are drawn differently in mainland China.
  return `${variables}\n:root:lang(zh-Hans), [lang="zh-Hans"] { --font-ui: ${font.family.uiHans}; --font-mono: ${font.family.monoHans}; }`;
}

export function applyTheme(target: Document = document): void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(themeCss());
  target.adoptedStyleSheets = [...target.adoptedStyleSheets, sheet];
}
