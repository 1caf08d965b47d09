-- A signed head says what the log was; it is never taken back (R16.3).
CREATE TRIGGER never_changed BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_tree_heads FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
