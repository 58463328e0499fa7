create schema s;
create table s.t (a integer, b integer, "C" text, d date);
create statistics s.expressions on (a + b), (lower("C")), d from s.t;
create statistics s.expression on (a * 2) from s.t;
