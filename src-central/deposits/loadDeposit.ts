import type { Books, BooksToRead } from "#central/books/Books.ts";
import { AppError } from "#shared/errors.ts";
import type { DepositRow } from "./toDeposit.ts";

/** For reading. Throws NOT_FOUND. */
export async function loadDeposit({ books }: { books: BooksToRead }, id: string): Promise<DepositRow> {
  return found(await books.deposit(id));
}

/** For changing: nobody else changes it until this transaction ends. Throws NOT_FOUND. */
export async function lockDeposit({ books }: { books: Books }, id: string): Promise<DepositRow> {
  return found(await books.lockDeposit(id));
}

function found(row: DepositRow | null): DepositRow {
  if (!row) throw new AppError("NOT_FOUND", "There is no such deposit record");
  return row;
}
