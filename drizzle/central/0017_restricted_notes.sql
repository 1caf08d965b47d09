CREATE TABLE "restricted_notes" (
	"id" uuid PRIMARY KEY NOT NULL,
	"deposit_id" uuid NOT NULL,
	"by" jsonb NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"text" text NOT NULL
);
--> statement-breakpoint
CREATE INDEX "restricted_notes_deposit" ON "restricted_notes" USING btree ("deposit_id","at");