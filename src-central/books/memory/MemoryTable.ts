/** One table in memory: rows by key, unique constraints, groups for finding them, and a journal from which a transaction is undone. */

/** What undoes one write, newest last, and which row it changed. */
export type Journal = { undo: () => void; table: string; key: string; before: object | null }[];

/** As the database names it, so that isUniqueViolation() of #central/store/inTransaction.ts knows it. */
export class ConstraintViolation extends Error {
  /** SQLSTATE: 23505 unique, 23503 foreign key */
  readonly code: "23505" | "23503";
  readonly constraint: string;
  constructor(code: "23505" | "23503", constraint: string) {
    super(`the constraint ${constraint} refuses the row`);
    this.name = "ConstraintViolation";
    this.code = code;
    this.constraint = constraint;
  }
}

/** A part of the rows under a name: of which group a row is, null when of none. */
type KeyOf<Row> = (row: Row) => string | null;

export class MemoryTable<Row extends object> {
  readonly name: string;
  readonly rows = new Map<string, Row>();
  readonly #keyOf: (row: Row) => string;
  readonly #unique: { constraint: string; keyOf: KeyOf<Row>; taken: Map<string, string> }[];
  readonly #groups: { keyOf: KeyOf<Row>; members: Map<string, Set<string>> }[] = [];

  readonly #pkey: string;

  /** `pkey`: what the database calls the constraint on the key. */
  constructor(name: string, pkey: string, keyOf: (row: Row) => string, unique: Record<string, KeyOf<Row>> = {}) {
    this.name = name;
    this.#pkey = pkey;
    this.#keyOf = keyOf;
    this.#unique = Object.entries(unique).map(([constraint, of]) => ({ constraint, keyOf: of, taken: new Map() }));
  }

  /** Answers how to find the rows of one group; in no particular order. To be called before the first row. */
  group(keyOf: KeyOf<Row>): (key: string) => Row[] {
    const members = new Map<string, Set<string>>();
    this.#groups.push({ keyOf, members });
    return (key) => {
      const found: Row[] = [];
      for (const one of members.get(key) ?? []) {
        const row = this.rows.get(one);
        if (row !== undefined) found.push(row);
      }
      return found;
    };
  }

  get(key: string): Row | null {
    return this.rows.get(key) ?? null;
  }

  /** A new row. Throws ConstraintViolation, also when its key is taken. */
  insert(row: Row, journal: Journal): Row {
    const key = this.#keyOf(row);
    if (this.rows.has(key)) throw new ConstraintViolation("23505", this.#pkey);
    return this.#write(key, row, journal);
  }

  /** A row in place of the one with the same key. Throws ConstraintViolation. */
  replace(row: Row, journal: Journal): Row {
    return this.#write(this.#keyOf(row), row, journal);
  }

  /** New or in place of the old one, in no transaction. Throws ConstraintViolation. */
  put(row: Row): Row {
    return this.#write(this.#keyOf(row), row, []);
  }

  #write(key: string, row: Row, journal: Journal): Row {
    for (const { constraint, keyOf, taken } of this.#unique) {
      const wanted = keyOf(row);
      if (wanted !== null && (taken.get(wanted) ?? key) !== key) throw new ConstraintViolation("23505", constraint);
    }
    const before = this.rows.get(key) ?? null;
    const after = Object.freeze(row);
    this.#change(key, before, after);
    journal.push({ undo: () => this.#change(key, after, before), table: this.name, key, before });
    return after;
  }

  #change(key: string, from: Row | null, to: Row | null): void {
    for (const { keyOf, taken } of this.#unique) {
      const old = from === null ? null : keyOf(from);
      const next = to === null ? null : keyOf(to);
      if (old === next) continue;
      if (old !== null) taken.delete(old);
      if (next !== null) taken.set(next, key);
    }
    for (const { keyOf, members } of this.#groups) {
      const old = from === null ? null : keyOf(from);
      const next = to === null ? null : keyOf(to);
      if (old === next) continue;
      if (old !== null) members.get(old)?.delete(key);
      if (next === null) continue;
      const group = members.get(next);
      if (group === undefined) members.set(next, new Set([key]));
      else group.add(key);
    }
    if (to === null) this.rows.delete(key);
    else this.rows.set(key, to);
  }
}
