/** 500 texts that somebody might write into any field: each is to be stored exactly, or refused in words; never run, never cut without a word. */

const CORES: readonly string[] = [
  // Markup and scripts.
  "<script>globalThis.injected=1</script>",
  "<img src=x onerror=globalThis.injected=1>",
  "<svg/onload=globalThis.injected=1>",
  "<iframe srcdoc='<script>parent.injected=1</script>'>",
  "</td></tr></table><b>bold</b>",
  "</textarea><style>*{display:none}</style>",
  "<!-- comment -->",
  "]]><x/>",
  "&lt;b&gt;&amp;&#60;",
  "<a href='javascript&colon;globalThis.injected=1'>pay</a>",
  "<math><mi//xlink:href='data:x,1'>",
  "{{constructor.constructor('injected')()}}",
  "${globalThis.injected=1}",
  "$t(ui:copy) {{what}} <at/> <strong>x</strong>",
  "__proto__",
  "constructor",
  // Formulas.
  "=1+1",
  '=HYPERLINK("http://example.org","pay here")',
  "+SUM(A1:A9)",
  "-2+3",
  "@SUM(1)",
  "=cmd|' /C calc'!A0",
  "\t=1+1",
  "＝1+1",
  "%0A=1+1",
  // CSV and lines.
  'a "quoted" word, and a comma; and a semicolon',
  "two\nlines",
  "two\r\nlines",
  "a\u2028line and a\u2029paragraph",
  "sep=;",
  // SQL.
  "'; DROP TABLE deposits; --",
  "' OR '1'='1",
  "\\'; SELECT pg_sleep(9); --",
  "%_%",
  "$1 $$ $tag$",
  // Paths and addresses.
  "../../../../etc/passwd",
  "..\\..\\windows\\win.ini",
  "file:///etc/passwd",
  "//example.org/x",
  "CON.txt",
  "C:\\Users\\desk",
  // Bidi, invisible, look-alike.
  "\u202Eneerg\u202C",
  "\u2066isolated\u2069 and \u202A\u202B open",
  "\u200Bzero\u200C\u200Dwidth\uFEFF",
  "\u0430\u0440\u0440l\u0435 \u0421redited",
  "Crеdited",
  "e\u0301\u0301\u0301\u0301\u0301\u0301 Z̸a̸l̸g̸o̸",
  "\u00ADsoft\u00ADhyphen",
  "שלום עולם",
  "مرحبا بالعالم",
  // Other letters.
  "退款：地址錯誤，請核對",
  "𠮷野家 𡃁",
  "👩‍👩‍👧‍👦🇭🇰👍🏽",
  "ﬀ İ ı ß ǅ",
  "\u{1F4A9}".repeat(20),
  // Control characters, halves of pairs.
  "bell\u0007 and escape\u001B[31mred",
  "backspace\b\b\b",
  "nul\u0000inside",
  "half a pair \uD800",
  "the other half \uDC00 of it",
  "delete\u007F and next line\u0085",
  // Numbers that are none.
  "NaN",
  "1e999",
  "-0",
  "0x41",
  "١٢٣",
];

/** A core alone, beside words, and at lengths around the limits of fields. */
const FRAMES: readonly ((core: string) => string)[] = [
  (core) => core,
  (core) => `The client said ${core} on the phone`,
  (core) => ` ${core} `,
  (core) => core.repeat(Math.ceil(60 / core.length)),
  (core) => core.repeat(Math.ceil(510 / core.length)),
  (core) => `${core}\n${core}`,
  (core) => `"${core}"`,
  (core) => `${"x".repeat(30)}${core}`,
];

export const HOSTILE_TEXTS: readonly string[] = FRAMES.flatMap((frame) => CORES.map(frame)).slice(0, 500);
