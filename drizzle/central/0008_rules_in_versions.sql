CREATE TABLE "configuration_applied" (
	"kind" text NOT NULL,
	"network" text NOT NULL,
	"currency" text NOT NULL,
	"number" integer NOT NULL,
	"row_version" integer NOT NULL,
	"applied_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "configuration_applied_kind_network_currency_number_pk" PRIMARY KEY("kind","network","currency","number")
);
--> statement-breakpoint
CREATE TABLE "network_versions" (
	"network_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"rules" jsonb NOT NULL,
	"recorded_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "network_versions_network_id_version_pk" PRIMARY KEY("network_id","version")
);
--> statement-breakpoint
ALTER TABLE "currencies" ADD COLUMN "address_source" text DEFAULT 'CLIENT_OR_SHARED' NOT NULL;--> statement-breakpoint
ALTER TABLE "network_versions" ADD CONSTRAINT "network_versions_network_id_networks_id_fk" FOREIGN KEY ("network_id") REFERENCES "public"."networks"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE TRIGGER never_changed BEFORE UPDATE OR DELETE OR TRUNCATE ON network_versions FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER never_changed BEFORE UPDATE OR DELETE OR TRUNCATE ON configuration_applied FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
