CREATE TABLE "hold_proposals" (
	"id" uuid PRIMARY KEY NOT NULL,
	"deposit_id" uuid NOT NULL,
	"resolution" text NOT NULL,
	"by" jsonb NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"remarks" text NOT NULL,
	"evidence" jsonb NOT NULL,
	"decided_by" jsonb,
	"decided_at" timestamp (3) with time zone,
	"followed" boolean
);
--> statement-breakpoint
CREATE UNIQUE INDEX "hold_proposals_open" ON "hold_proposals" USING btree ("deposit_id") WHERE decided_at is null;--> statement-breakpoint
CREATE INDEX "hold_proposals_deposit" ON "hold_proposals" USING btree ("deposit_id","at");