import type { Books, BooksToRead } from "#central/books/Books.ts";
import { AppError } from "#shared/errors.ts";
import type { RefundRow } from "./toRefund.ts";

/** For reading. Throws NOT_FOUND. */
export async function loadRefund({ books }: { books: BooksToRead }, id: string): Promise<RefundRow> {
  return found(await books.refund(id));
}

/** For changing: nobody else changes it until this transaction ends. Throws NOT_FOUND. */
export async function lockRefund({ books }: { books: Books }, id: string): Promise<RefundRow> {
  return found(await books.lockRefund(id));
}

function found(row: RefundRow | null): RefundRow {
  if (!row) throw new AppError("NOT_FOUND", "There is no such refund");
  return row;
}
