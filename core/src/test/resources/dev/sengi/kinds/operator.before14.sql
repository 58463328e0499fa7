-- Postfix operators.
create schema "Ops";
create operator "Ops".!! (procedure = pg_catalog.numeric_fac, leftarg = bigint);
create operator "Ops".!! (procedure = pg_catalog.numeric_fac, rightarg = bigint);
comment on operator "Ops".!! (bigint, none) is 'postfix';
