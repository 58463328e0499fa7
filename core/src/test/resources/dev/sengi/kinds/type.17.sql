-- Names of domains' not-null constraints, which exist since PostgreSQL 17.
create schema ty17;
create domain ty17.null_by_default as integer not null;
create domain ty17.null_by_name as integer constraint "Not Null" not null constraint c check (value > 2);
comment on constraint "Not Null" on domain ty17.null_by_name is 'named';
comment on constraint null_by_default_not_null on domain ty17.null_by_default is 'unnamed';
