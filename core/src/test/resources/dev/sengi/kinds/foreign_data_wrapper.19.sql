create schema "W s";
create function "W s"."Connect"(oid, oid, internal) returns text language internal as 'pg_get_viewdef';
create function conn(oid, oid, internal) returns text language internal as 'pg_get_viewdef';
create foreign data wrapper connecting connection "W s"."Connect";
create foreign data wrapper "Full" connection conn options (a 'b');
create foreign data wrapper unconnected no connection;
create foreign data wrapper changed connection conn;
alter foreign data wrapper changed no connection;
comment on foreign data wrapper connecting is 'connects';
