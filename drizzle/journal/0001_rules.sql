-- Rules of the journal that hold whatever the program does.
CREATE TRIGGER `executions_fixed` BEFORE UPDATE ON `executions`
BEGIN SELECT RAISE(ABORT, 'a payment slot never changes'); END;
--> statement-breakpoint
CREATE TRIGGER `executions_kept` BEFORE DELETE ON `executions`
BEGIN SELECT RAISE(ABORT, 'a payment slot is never forgotten'); END;
--> statement-breakpoint
CREATE TRIGGER `attempts_bytes_fixed` BEFORE UPDATE ON `attempts`
WHEN NEW.`tx_hash` <> OLD.`tx_hash` OR NEW.`signed_tx` <> OLD.`signed_tx` OR NEW.`refund_id` <> OLD.`refund_id` OR NEW.`kind` <> OLD.`kind` OR NEW.`intent` <> OLD.`intent` OR NEW.`intent_hash` <> OLD.`intent_hash`
BEGIN SELECT RAISE(ABORT, 'signed bytes never change'); END;
--> statement-breakpoint
CREATE TRIGGER `attempts_kept` BEFORE DELETE ON `attempts`
BEGIN SELECT RAISE(ABORT, 'signed bytes are never forgotten'); END;
--> statement-breakpoint
CREATE TRIGGER `attempts_states` BEFORE UPDATE OF `state` ON `attempts`
WHEN NOT (
  NEW.`state` = OLD.`state`
  OR (OLD.`state` = 'signed' AND NEW.`state` IN ('registered', 'orphan'))
  OR (OLD.`state` = 'orphan' AND NEW.`state` = 'signed')
  OR (OLD.`state` = 'registered' AND NEW.`state` IN ('broadcast', 'unknown', 'settled'))
  OR (OLD.`state` IN ('broadcast', 'unknown', 'settled') AND NEW.`state` IN ('broadcast', 'unknown', 'settled'))
)
BEGIN SELECT RAISE(ABORT, 'bytes are broadcast only after they were registered'); END;
--> statement-breakpoint
CREATE TRIGGER `broadcasts_after_registration` BEFORE INSERT ON `broadcasts`
WHEN (SELECT `state` FROM `attempts` WHERE `tx_hash` = NEW.`tx_hash`) NOT IN ('registered', 'broadcast', 'unknown', 'settled')
BEGIN SELECT RAISE(ABORT, 'bytes are broadcast only after they were registered'); END;
--> statement-breakpoint
CREATE TRIGGER `broadcasts_kept` BEFORE DELETE ON `broadcasts`
BEGIN SELECT RAISE(ABORT, 'answers of nodes are never forgotten'); END;
--> statement-breakpoint
CREATE TRIGGER `audit_lines_fixed` BEFORE UPDATE ON `audit_lines`
BEGIN SELECT RAISE(ABORT, 'the audit log is only added to'); END;
--> statement-breakpoint
CREATE TRIGGER `audit_lines_kept` BEFORE DELETE ON `audit_lines`
BEGIN SELECT RAISE(ABORT, 'the audit log is only added to'); END;
