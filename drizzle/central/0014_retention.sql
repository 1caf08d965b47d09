CREATE TABLE "legal_holds" (
	"id" uuid PRIMARY KEY NOT NULL,
	"deposit_id" uuid NOT NULL,
	"record_no" text NOT NULL,
	"reason" text NOT NULL,
	"placed_by" jsonb NOT NULL,
	"placed_at" timestamp (3) with time zone NOT NULL,
	"lift" jsonb,
	"lifted_by" jsonb,
	"lifted_at" timestamp (3) with time zone,
	"version" integer NOT NULL
);
--> statement-breakpoint
ALTER TABLE "deposits" ADD COLUMN "purged_at" timestamp (3) with time zone;--> statement-breakpoint
CREATE UNIQUE INDEX "legal_holds_in_force" ON "legal_holds" USING btree ("deposit_id") WHERE lifted_at is null;--> statement-breakpoint
CREATE INDEX "legal_holds_placed" ON "legal_holds" USING btree ("placed_at");