CREATE TABLE "address_proofs" (
	"id" uuid PRIMARY KEY NOT NULL,
	"address_id" uuid NOT NULL,
	"network" text NOT NULL,
	"method" text NOT NULL,
	"state" text NOT NULL,
	"source_key" text NOT NULL,
	"message" text,
	"currency" text,
	"amount" numeric(78, 18),
	"destination" text,
	"destination_key" text,
	"started_by" jsonb NOT NULL,
	"started_at" timestamp (3) with time zone NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"tx_hash" text,
	"seen" jsonb,
	"outcome" text,
	"ended_at" timestamp (3) with time zone,
	"version" integer NOT NULL
);
--> statement-breakpoint
ALTER TABLE "address_proofs" ADD CONSTRAINT "address_proofs_address_id_wallet_addresses_id_fk" FOREIGN KEY ("address_id") REFERENCES "public"."wallet_addresses"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "address_proofs_open" ON "address_proofs" USING btree ("address_id") WHERE state = 'OPEN';--> statement-breakpoint
CREATE INDEX "address_proofs_address" ON "address_proofs" USING btree ("address_id","started_at");--> statement-breakpoint
CREATE INDEX "address_proofs_transaction" ON "address_proofs" USING btree ("tx_hash");--> statement-breakpoint
CREATE INDEX "address_proofs_destination" ON "address_proofs" USING btree ("destination_key");--> statement-breakpoint
CREATE INDEX "address_proofs_due" ON "address_proofs" USING btree ("state","expires_at");