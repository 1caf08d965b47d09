-- Any part of an address, a name or a remark, from three characters on. `content=` tables: the text is stored once, in the table itself.
-- The texts are folded already (src-main/store/fold.ts), so that both sides of a comparison are spelled alike.
CREATE VIRTUAL TABLE `terms_index` USING fts5(`text`, content='terms', content_rowid='n', tokenize='trigram case_sensitive 1');
--> statement-breakpoint
CREATE VIRTUAL TABLE `remarks_index` USING fts5(`text`, content='remarks', content_rowid='n', tokenize='trigram case_sensitive 1');
