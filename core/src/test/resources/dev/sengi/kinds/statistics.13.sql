create schema s;
create table s.t (a integer, b integer, c text, d date);
create statistics s.some (ndistinct, mcv) on a, d from s.t;
create statistics s.one (dependencies) on a, b from s.t;
alter statistics s.some set statistics 100;
alter statistics s.one set statistics 0;
