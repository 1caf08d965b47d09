CREATE TABLE "configuration_versions" (
	"id" uuid PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"network" text NOT NULL,
	"currency" text NOT NULL,
	"number" integer NOT NULL,
	"payload" jsonb NOT NULL,
	"status" text NOT NULL,
	"proposed_by" jsonb NOT NULL,
	"proposed_at" timestamp (3) with time zone NOT NULL,
	"remarks" text NOT NULL,
	"decided_by" jsonb,
	"decided_at" timestamp (3) with time zone,
	"decision_remarks" text,
	"effective_from" timestamp (3) with time zone,
	"version" integer NOT NULL
);
--> statement-breakpoint
ALTER TABLE "refunds" ADD COLUMN "limits_number" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
CREATE UNIQUE INDEX "configuration_versions_number" ON "configuration_versions" USING btree ("kind","network","currency","number");--> statement-breakpoint
CREATE UNIQUE INDEX "configuration_versions_open" ON "configuration_versions" USING btree ("kind","network","currency") WHERE "configuration_versions"."status" = 'PROPOSED';--> statement-breakpoint
-- What was proposed stays as it was proposed, a decision is made once, and never by who proposed it (R4.4).
CREATE FUNCTION keep_configuration_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' OR OLD.status <> 'PROPOSED'
      OR (NEW.id, NEW.kind, NEW.network, NEW.currency, NEW.number, NEW.payload, NEW.proposed_by, NEW.proposed_at, NEW.remarks)
      IS DISTINCT FROM (OLD.id, OLD.kind, OLD.network, OLD.currency, OLD.number, OLD.payload, OLD.proposed_by, OLD.proposed_at, OLD.remarks)
      OR (NEW.status = 'APPROVED' AND NEW.decided_by ->> 'id' = OLD.proposed_by ->> 'id') THEN
    RAISE EXCEPTION 'a version is decided once, by another person, and never changed' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER keep_configuration_version BEFORE UPDATE OR DELETE ON configuration_versions FOR EACH ROW EXECUTE FUNCTION keep_configuration_version();
