/**
 * The shape of a translation: every key of the English texts, none of its own. A missing or a foreign key does not compile.
 * English counts in two forms (`rows_one`, `rows_other`); Chinese has one, so that `_one` is left out there.
 */
export type Translation<English> = {
  [Key in keyof English as Key extends `${string}_one` ? never : Key]: English[Key] extends string
    ? string
    : Translation<English[Key]>;
};
