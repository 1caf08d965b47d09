CREATE TABLE "reviews" (
	"deposit_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"by" jsonb NOT NULL,
	"mark" text NOT NULL,
	"remarks" text NOT NULL,
	"deposit_version" integer NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "reviews_deposit_id_user_id_pk" PRIMARY KEY("deposit_id","user_id")
);
