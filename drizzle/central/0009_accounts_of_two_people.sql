CREATE TABLE "rights_changes" (
	"id" uuid PRIMARY KEY NOT NULL,
	"user_id" uuid NOT NULL,
	"based_on" integer NOT NULL,
	"before" jsonb NOT NULL,
	"after" jsonb NOT NULL,
	"status" text NOT NULL,
	"proposed_by" jsonb NOT NULL,
	"proposed_at" timestamp (3) with time zone NOT NULL,
	"remarks" text NOT NULL,
	"decided_by" jsonb,
	"decided_at" timestamp (3) with time zone,
	"decision_remarks" text,
	"version" integer NOT NULL
);
--> statement-breakpoint
ALTER TABLE "users" ADD COLUMN "version" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "rights_changes" ADD CONSTRAINT "rights_changes_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "rights_changes_user" ON "rights_changes" USING btree ("user_id");--> statement-breakpoint
CREATE UNIQUE INDEX "rights_changes_open" ON "rights_changes" USING btree ("user_id") WHERE "rights_changes"."status" = 'PROPOSED';--> statement-breakpoint
-- What was proposed stays as it was proposed, a decision is made once, and a right is given by two people, neither of whom is who gets it.
CREATE FUNCTION keep_rights_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' OR OLD.status <> 'PROPOSED'
      OR (NEW.id, NEW.user_id, NEW.based_on, NEW.before, NEW.after, NEW.proposed_by, NEW.proposed_at, NEW.remarks)
      IS DISTINCT FROM (OLD.id, OLD.user_id, OLD.based_on, OLD.before, OLD.after, OLD.proposed_by, OLD.proposed_at, OLD.remarks)
      OR (NEW.status = 'APPROVED' AND (NEW.decided_by IS NULL OR NEW.decided_by ->> 'id' IN (OLD.proposed_by ->> 'id', OLD.user_id::text))) THEN
    RAISE EXCEPTION 'a change of rights is decided once, by another person, and never changed' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER keep_rights_change BEFORE UPDATE OR DELETE ON rights_changes FOR EACH ROW EXECUTE FUNCTION keep_rights_change();
