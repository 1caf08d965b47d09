/** The house's own lint rules, as oxlint loads them (.oxlintrc.json, "jsPlugins"). What they say stands in rooms.ts, core.ts and money.ts. */
import { relative } from "node:path";
import type { RuleTester } from "oxlint/plugins-dev";
import { isCore, portInsteadOf } from "./core.ts";
import { isFloatingCall, isMoneyName } from "./money.ts";
import { importFault } from "./rooms.ts";
import { isCode, isSelecting, isSentence, isShown, isTranslated, isUnseen, isWord } from "./texts.ts";

// oxlint declares these types without exporting them.
type Rule = Extract<Parameters<RuleTester["run"]>[1], { create: unknown }>;
type Context = Parameters<Rule["create"]>[0];
type Visitor = ReturnType<Rule["create"]>;
type CallExpression = Parameters<NonNullable<Visitor["CallExpression"]>>[0];
type Syntax = CallExpression["parent"];

function pathOf(context: Context): string {
  return relative(context.cwd, context.filename).replaceAll("\\", "/");
}

const rooms: Rule = {
  create(context) {
    const check = (node: Syntax, source: Syntax | null | undefined, typeOnly: boolean): void => {
      if (source?.type !== "Literal" || typeof source.value !== "string") return;
      const message = importFault({ file: pathOf(context), specifier: source.value, typeOnly });
      if (message !== undefined) context.report({ node, message });
    };
    return {
      ImportDeclaration: (node) => check(node, node.source, node.importKind === "type"),
      ExportNamedDeclaration: (node) => check(node, node.source, node.exportKind === "type"),
      ExportAllDeclaration: (node) => check(node, node.source, node.exportKind === "type"),
      ImportExpression: (node) => check(node, node.source, false),
      TSImportType: (node) => check(node, node.source, true),
    };
  },
};

const world: Rule = {
  create(context) {
    const file = pathOf(context);
    if (!isCore(file)) return {};
    const check = (node: Syntax, call: string): void => {
      const instead = portInsteadOf(call, file);
      if (instead === undefined) return;
      context.report({ node, message: `${call} in core code: take the ${instead} the room is given` });
    };
    return {
      CallExpression: (node) => check(node, nameOf(node.callee)),
      NewExpression: (node) => {
        if (node.arguments.length === 0) check(node, `new ${nameOf(node.callee)}`);
      },
    };
  },
};

const money: Rule = {
  create(context) {
    const file = pathOf(context);
    const check = (node: Syntax, what: string, value: Syntax): void => {
      const name = moneyIn(value, file);
      if (name === undefined) return;
      context.report({ node, message: `${what} on ${name}: floating point loses money, use #shared/money.ts` });
    };
    return {
      CallExpression: (node) => {
        const name = nameOf(node.callee);
        if (isFloatingCall(name)) for (const argument of node.arguments) check(node, name, argument);
      },
      UnaryExpression: (node) => {
        if (node.operator === "+") check(node, "unary +", node.argument);
      },
    };
  },
};

/** What people read stands in src-shared/texts, in every language. */
const texts: Rule = {
  create(context) {
    if (!isTranslated(pathOf(context))) return {};
    const check = (node: Syntax, text: string): void => {
      const place = placeOf(node);
      if (place === "unseen" || !(place === "shown" ? isWord(text) : isSentence(text) && !isCode(text))) return;
      context.report({
        node,
        message: `"${text.trim()}" is for people: give it a key in src-shared/texts and ask t()`,
      });
    };
    return {
      JSXText: (node) => check(node, node.value),
      Literal: (node) => {
        if (typeof node.value === "string") check(node, node.value);
      },
      TemplateElement: (node) => check(node, node.value.raw),
    };
  },
};

/** Where a text stands: where people see it for certain, where they never do, or somewhere between. */
function placeOf(node: Syntax): "shown" | "unseen" | "unknown" {
  if (node.type === "JSXText") return "shown";
  const { parent } = node;
  switch (parent?.type) {
    case "JSXAttribute": {
      const name = parent.name.type === "JSXIdentifier" ? parent.name.name : "";
      return isUnseen(name) ? "unseen" : isShown(name) ? "shown" : "unknown";
    }
    case "Property":
      return parent.value === node && parent.key.type === "Identifier" && isShown(parent.key.name)
        ? "shown"
        : "unknown";
    case "CallExpression":
      return isSelecting(lastNameOf(parent.callee)) ? "unseen" : "unknown";
    case "NewExpression":
      // Of an Error nobody should ever see: people see the words of its code.
      return nameOf(parent.callee).endsWith("Error") ? "unseen" : "unknown";
    case "ConditionalExpression":
    case "LogicalExpression":
    case "JSXExpressionContainer":
    case "TemplateLiteral":
      return placeOf(parent);
    default:
      return "unknown";
  }
}

/** `closest` of `(event.target as HTMLElement).closest(...)`. */
function lastNameOf(callee: Syntax): string {
  if (callee.type === "Identifier") return callee.name;
  return callee.type === "MemberExpression" && callee.property.type === "Identifier" ? callee.property.name : "";
}

/** A test that asserts nothing proves nothing. Helpers that assert are called expect..., assert... or must.... */
const asserts: Rule = {
  create(context) {
    if (!/\.(test|e2e)\.tsx?$/.test(context.filename)) return {};
    return {
      CallExpression: (node) => {
        const body = node.arguments.at(-1);
        if (!isTest(node.callee) || (body?.type !== "ArrowFunctionExpression" && body?.type !== "FunctionExpression"))
          return;
        if (/\b(expect|assert|must)/.test(context.sourceCode.getText(body))) return;
        context.report({ node: node.callee, message: "this test asserts nothing" });
      },
    };
  },
};

/** `test(...)`, `it(...)`, `test.each(table)(...)`; not `test.beforeEach(...)`. */
function isTest(callee: Syntax): boolean {
  if (callee.type === "CallExpression") return /^(test|it)\.(each|for|runIf|skipIf)$/.test(nameOf(callee.callee));
  return nameOf(callee) === "test" || nameOf(callee) === "it";
}

/** `Date.now`, `setTimeout`; empty for anything less plain. */
function nameOf(node: Syntax): string {
  if (node.type === "Identifier") return node.name;
  if (node.type !== "MemberExpression" || node.computed || node.property.type !== "Identifier") return "";
  if (node.object.type !== "Identifier") return "";
  const owner = node.object.name;
  return owner === "globalThis" || owner === "window" ? node.property.name : `${owner}.${node.property.name}`;
}

/** The money name whose value an expression carries; `amount.length` carries none. */
function moneyIn(node: Syntax, file: string): string | undefined {
  switch (node.type) {
    case "Identifier":
      return isMoneyName(node.name, file) ? node.name : undefined;
    case "MemberExpression":
      return node.property.type === "Identifier" && !node.computed ? moneyIn(node.property, file) : undefined;
    case "CallExpression":
      // amount.toString(), formatUnits(amount, 18)
      return moneyInCall(node, file);
    case "BinaryExpression":
    case "LogicalExpression":
      return moneyIn(node.left, file) ?? moneyIn(node.right, file);
    case "TSNonNullExpression":
    case "TSAsExpression":
    case "ChainExpression":
    case "ParenthesizedExpression":
      return moneyIn(node.expression, file);
    default:
      return undefined;
  }
}

const KEEPS_VALUE = new Set(["toString", "valueOf", "trim", "replace", "replaceAll", "slice", "toFixed"]);

function moneyInCall(node: CallExpression, file: string): string | undefined {
  const { callee } = node;
  if (callee.type === "MemberExpression" && callee.property.type === "Identifier") {
    return KEEPS_VALUE.has(callee.property.name) ? moneyIn(callee.object, file) : undefined;
  }
  const [first] = node.arguments;
  const formats = /^(format|String|BigInt|abs)/.test(nameOf(callee));
  return formats && first !== undefined ? moneyIn(first, file) : undefined;
}

const plugin = { meta: { name: "house" }, rules: { rooms, world, money, asserts, texts } };

// oxlint loads a plugin by its default export.
export default plugin;
