CREATE SCHEMA vw15;
CREATE VIEW vw15.invoker WITH (security_invoker = true, security_barrier) AS SELECT 1 AS a;
