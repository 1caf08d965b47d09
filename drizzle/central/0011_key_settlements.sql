ALTER TABLE "signers" ADD COLUMN "settled" jsonb DEFAULT '{}'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "signers" ADD COLUMN "settlement" jsonb;