CREATE TABLE "work_claims" (
	"deposit_id" uuid PRIMARY KEY NOT NULL,
	"by" jsonb NOT NULL,
	"claimed_at" timestamp (3) with time zone NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL
);
