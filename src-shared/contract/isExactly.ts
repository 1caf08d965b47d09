/**
 * A quick look whether a value from JSON already is what a schema would make of it: nothing missing, unknown, trimmed or replaced. Built from the
 * schema itself. "Yes" is certain; "no" only means that the schema has to be asked, which alone says what is wrong and strips what is not known.
 * A page of rows is looked at in a quarter of the time that parsing takes.
 */
import { z } from "#shared/zod.ts";

export type Look = (value: unknown) => boolean;

const never: Look = () => false;
/** Formats whose whole check is their pattern. */
const PATTERN_FORMATS: ReadonlySet<string> = new Set(["regex", "uuid", "datetime"]);

export function isExactly(schema: z.core.$ZodType): Look {
  const { def } = (schema as z.core.$ZodTypes)._zod;
  switch (def.type) {
    case "object":
      return objectLook(def);
    case "string":
      return stringLook(schema, def);
    case "number":
      return numberLook(schema, def);
    case "boolean":
      return (value) => typeof value === "boolean";
    case "unknown":
      return unchecked(def) ? (value) => value !== undefined : never;
    case "enum":
      return oneOf(Object.values(def.entries));
    case "literal":
      return oneOf(def.values);
    case "nullable": {
      const inner = isExactly(def.innerType);
      return (value) => value === null || inner(value);
    }
    // Of a value that is there and fits, all three say what the inner schema says.
    case "optional":
    case "default":
    case "catch":
      return unchecked(def) ? isExactly(def.innerType) : never;
    case "array":
      return arrayLook(schema, def);
    case "record":
      return recordLook(def);
    default:
      return never;
  }
}

function unchecked(def: z.core.$ZodTypeDef): boolean {
  return def.checks === undefined || def.checks.length === 0;
}

function oneOf(allowed: Iterable<unknown>): Look {
  const values = new Set(allowed);
  return (value) => values.has(value);
}

function objectLook(def: z.core.$ZodObjectDef): Look {
  const closed = def.catchall === undefined || ["never", "unknown"].includes(def.catchall._zod.def.type);
  if (!unchecked(def) || !closed) return never;
  const names = Object.keys(def.shape);
  const looks = names.map((name) => isExactly(def.shape[name] as z.core.$ZodType));
  const optional = names.map((name) => def.shape[name]?._zod.def.type === "optional");
  return (value) => {
    if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
    const fields = value as Record<string, unknown>;
    let known = 0;
    for (let index = 0; index < names.length; index += 1) {
      const field = fields[names[index] as string];
      if (field === undefined) {
        if (optional[index] !== true) return false;
      } else if ((looks[index] as Look)(field)) known += 1;
      else return false;
    }
    // What the schema does not know, it strips or refuses.
    return Object.keys(fields).length === known;
  };
}

function stringLook(schema: z.core.$ZodType, def: z.core.$ZodStringDef): Look {
  const looks = checksOf(schema, def).map(stringCheck);
  const [only] = looks;
  if (def.coerce === true) return never;
  if (only === undefined) return (value) => typeof value === "string";
  if (looks.length === 1) return (value) => typeof value === "string" && only(value);
  return (value) => typeof value === "string" && looks.every((look) => look(value));
}

function stringCheck(check: z.core.$ZodChecks["_zod"]["def"]): (text: string) => boolean {
  switch (check.check) {
    case "string_format": {
      const { format, pattern } = check;
      return pattern !== undefined && !pattern.global && !pattern.sticky && PATTERN_FORMATS.has(format)
        ? (text) => pattern.test(text)
        : never;
    }
    case "min_length":
      return (text) => text.length >= check.minimum;
    case "max_length":
      return (text) => text.length <= check.maximum;
    case "overwrite":
      return (text) => check.tx(text) === text;
    default:
      return never;
  }
}

function numberLook(schema: z.core.$ZodType, def: z.core.$ZodNumberDef): Look {
  const checks = checksOf(schema, def);
  const looks = checks.map(numberCheck);
  if (def.coerce === true || !checks.some(({ check }) => check === "number_format")) return never;
  return (value) => typeof value === "number" && looks.every((look) => look(value));
}

function numberCheck(check: z.core.$ZodChecks["_zod"]["def"]): (value: number) => boolean {
  switch (check.check) {
    case "number_format":
      return check.format === "safeint" ? Number.isSafeInteger : never;
    case "greater_than": {
      const { inclusive, value: least } = check;
      return (value) => value > Number(least) || (inclusive && value === least);
    }
    case "less_than": {
      const { inclusive, value: most } = check;
      return (value) => value < Number(most) || (inclusive && value === most);
    }
    default:
      return never;
  }
}

function arrayLook(schema: z.core.$ZodType, def: z.core.$ZodArrayDef): Look {
  const element = isExactly(def.element);
  const lengths = checksOf(schema, def).map(lengthCheck);
  return (value) => Array.isArray(value) && lengths.every((look) => look(value.length)) && value.every(element);
}

function lengthCheck(check: z.core.$ZodChecks["_zod"]["def"]): (length: number) => boolean {
  if (check.check === "min_length") return (length) => length >= check.minimum;
  return check.check === "max_length" ? (length) => length <= check.maximum : never;
}

function recordLook(def: z.core.$ZodRecordDef): Look {
  const plainKeys = def.keyType._zod.def.type === "string" && unchecked(def.keyType._zod.def);
  if (!plainKeys || !unchecked(def)) return never;
  const look = isExactly(def.valueType);
  return (value) =>
    typeof value === "object" &&
    value !== null &&
    !Array.isArray(value) &&
    Object.entries(value).every(([name, field]) => name !== "__proto__" && look(field));
}

/** A schema such as z.uuid() is its own first check. */
function checksOf(schema: z.core.$ZodType, def: z.core.$ZodTypeDef): z.core.$ZodChecks["_zod"]["def"][] {
  const own = schema._zod.traits.has("$ZodCheck") ? [def as unknown as z.core.$ZodChecks["_zod"]["def"]] : [];
  const added = (def.checks ?? []).map((check) => (check as z.core.$ZodChecks)._zod.def);
  return [...own, ...added];
}
