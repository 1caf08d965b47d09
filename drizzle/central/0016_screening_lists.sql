ALTER TABLE "denylists" ADD COLUMN "id" uuid DEFAULT gen_random_uuid() NOT NULL;--> statement-breakpoint
ALTER TABLE "denylists" ADD COLUMN "source" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "denylists" ADD COLUMN "good_until" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "denylists" ADD COLUMN "sha256" text;--> statement-breakpoint
ALTER TABLE "denylists" ADD COLUMN "status" text DEFAULT 'APPROVED' NOT NULL;--> statement-breakpoint
ALTER TABLE "denylists" ADD COLUMN "proposed_by" jsonb;--> statement-breakpoint
ALTER TABLE "denylists" ADD COLUMN "proposed_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "denylists" ADD COLUMN "remarks" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "denylists" ADD COLUMN "decided_by" jsonb;--> statement-breakpoint
ALTER TABLE "denylists" ADD COLUMN "decided_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "denylists" ADD COLUMN "decision_remarks" text;--> statement-breakpoint
ALTER TABLE "denylists" ADD COLUMN "version" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
CREATE UNIQUE INDEX "denylists_id" ON "denylists" USING btree ("id");--> statement-breakpoint
CREATE UNIQUE INDEX "denylists_open" ON "denylists" USING btree ("status") WHERE status = 'PROPOSED';