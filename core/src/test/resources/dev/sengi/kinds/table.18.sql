CREATE SCHEMA tk18;
CREATE TABLE tk18.not_nulls (a int CONSTRAINT "My name" NOT NULL, b int NOT NULL, c int, d int);
ALTER TABLE tk18.not_nulls ADD CONSTRAINT later NOT NULL c NOT VALID;
ALTER TABLE tk18.not_nulls ADD CONSTRAINT own NOT NULL d NO INHERIT;
COMMENT ON CONSTRAINT not_nulls_b_not_null ON tk18.not_nulls IS 'commented';
CREATE TABLE tk18.parent (a int, b int NOT NULL);
CREATE TABLE tk18.child () INHERITS (tk18.parent);
ALTER TABLE tk18.child ADD CONSTRAINT child_a NOT NULL a;
CREATE TABLE tk18.virtual (a int, b int GENERATED ALWAYS AS (a * 2) VIRTUAL, c int GENERATED ALWAYS AS (a + 1) STORED);
INSERT INTO tk18.virtual VALUES (1);
CREATE TABLE tk18.checks (a int, CONSTRAINT loose CHECK (a > 0) NOT ENFORCED);
CREATE TABLE tk18.part (a int NOT NULL, b int CONSTRAINT b_there NOT NULL) PARTITION BY RANGE (a);
CREATE TABLE tk18.part_1 PARTITION OF tk18.part FOR VALUES FROM (0) TO (10);
CREATE TABLE tk18.doubtful (a int, b int, c int);
ALTER TABLE tk18.doubtful ADD CONSTRAINT doubtful_a NOT NULL a NOT VALID, ADD NOT NULL b NOT VALID;
CREATE TABLE tk18.doubted () INHERITS (tk18.doubtful);
ALTER TABLE tk18.doubted VALIDATE CONSTRAINT doubtful_a;
CREATE TABLE tk18.sure (a int CONSTRAINT sure_a NOT NULL, b int, c int NOT NULL);
CREATE TABLE tk18.half_sure () INHERITS (tk18.doubtful, tk18.sure);
CREATE TABLE tk18.half_doubtful () INHERITS (tk18.sure, tk18.doubtful);
ALTER TABLE tk18.half_doubtful ALTER b SET NOT NULL;

-- Comments on not-null constraints that are inherited but added separately.
CREATE TABLE tk18.late_not_null (a int);
CREATE TABLE tk18.late_not_null_child () INHERITS (tk18.late_not_null);
ALTER TABLE tk18.late_not_null ADD CONSTRAINT kind_late_nn NOT NULL a NOT VALID;
COMMENT ON CONSTRAINT kind_late_nn ON tk18.late_not_null_child IS 'inherited';
