-- The history of a record goes with it when its term is over (R24.6), and only then: the record is a tombstone first. The audit log stays.
DROP TRIGGER never_changed ON timeline_events;
--> statement-breakpoint
CREATE TRIGGER never_changed BEFORE UPDATE OR TRUNCATE ON timeline_events FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE FUNCTION keep_history() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM deposits WHERE id = OLD.deposit_id AND purged_at IS NOT NULL) THEN
    RAISE EXCEPTION 'the history of a record that is kept is never changed' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN OLD;
END $$;
--> statement-breakpoint
CREATE TRIGGER keep_history BEFORE DELETE ON timeline_events FOR EACH ROW EXECUTE FUNCTION keep_history();
