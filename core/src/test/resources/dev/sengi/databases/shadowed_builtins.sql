-- Objects in public and in a path that ends with pg_catalog: a dump must not run any of them.
create schema trap;
create table public.trapped (what text);
create function trap.spring(what text) returns void language plpgsql as $$ begin raise exception 'trapped: %', what; end $$;
do $do$
declare f record; body text;
begin
  for f in select p.proname, pg_get_function_identity_arguments(p.oid) args, pg_get_function_result(p.oid) res, p.proretset
    from pg_proc p where p.pronamespace = 'pg_catalog'::regnamespace and p.prokind = 'f'
     and not exists (select from unnest(p.proallargtypes) t where t in (select oid from pg_type where typtype = 'p' and oid::regtype::text not in ('record', 'anyarray', 'anyelement')))
     and not exists (select from unnest(p.proargtypes) t where t in (select oid from pg_type where typtype = 'p' and oid::regtype::text not in ('record', 'anyarray', 'anyelement')))
     and p.prorettype not in (select oid from pg_type where typtype = 'p' and typname not in ('void'))
     and p.provariadic = 0
     and p.proname in ('format', 'quote_ident', 'quote_literal', 'set_config', 'current_setting', 'pg_get_viewdef', 'pg_get_functiondef', 'pg_get_function_arguments',
      'pg_get_function_identity_arguments', 'pg_get_function_result', 'pg_get_indexdef', 'pg_get_constraintdef', 'pg_get_expr', 'pg_get_triggerdef', 'pg_get_ruledef', 'pg_get_statisticsobjdef',
      'pg_get_partkeydef', 'pg_table_is_visible', 'obj_description', 'shobj_description', 'pg_encoding_to_char', 'pg_char_to_encoding', 'getdatabaseencoding', 'pg_is_in_recovery', 'current_database', 'lower', 'upper', 'array_to_string', 'format_type', 'pg_get_function_sqlbody', 'version', 'acldefault', 'coalesce', 'string_agg', 'lo_open', 'lo_get', 'loread', 'pg_options_to_table', 'pg_get_userbyid', 'length', 'concat', 'replace', 'substr', 'substring', 'position', 'strpos', 'pg_get_keywords', 'unnest', 'generate_series', 'generate_subscripts', 'array_length', 'pg_export_snapshot', 'has_table_privilege', 'pg_tablespace_location', 'pg_get_serial_sequence', 'pg_sequence_last_value', 'pg_get_sequence_data', 'pg_relation_is_publishable', 'translate_role', 'regexp_replace', 'nullif', 'array_cat', 'array_append', 'now', 'text', 'name', 'oid', 'int4', 'bool', 'textcat', 'nameeq', 'texteq', 'oideq', 'int4eq')
  loop
   begin
    execute pg_catalog.format('create function trap.%I(%s) returns %s language plpgsql as $$ begin raise exception %L; end $$', f.proname, f.args, f.res, 'trapped: ' || f.proname);
   exception when others then raise notice '% % %', f.proname, f.args, sqlerrm; end;
  end loop;
end $do$;
create function trap.op(a anyelement, b anyelement) returns boolean language plpgsql as $$ begin raise exception 'trapped: operator'; end $$;
create function trap.op(a text, b text) returns boolean language plpgsql as $$ begin raise exception 'trapped: operator text'; end $$;
create function trap.op(a name, b name) returns boolean language plpgsql as $$ begin raise exception 'trapped: operator name'; end $$;
create function trap.op(a name, b text) returns boolean language plpgsql as $$ begin raise exception 'trapped: operator name'; end $$;
create function trap.op(a oid, b oid) returns boolean language plpgsql as $$ begin raise exception 'trapped: operator oid'; end $$;
create function trap.op(a integer, b integer) returns boolean language plpgsql as $$ begin raise exception 'trapped: operator int'; end $$;
create function trap.op(a "char", b "char") returns boolean language plpgsql as $$ begin raise exception 'trapped: operator char'; end $$;
create function trap.cat(a text, b text) returns text language plpgsql as $$ begin raise exception 'trapped: operator cat'; end $$;
do $do$
declare o text; t text;
begin
 foreach o in array array['=', '<>', '<', '>', '<=', '>=', '~', '!~', '~~'] loop
  foreach t in array array['text', 'name', 'oid', 'integer', '"char"', 'anyelement'] loop
    execute pg_catalog.format('create operator trap.%s (function = trap.op, leftarg = %s, rightarg = %s)', o, t, t);
  end loop;
  execute pg_catalog.format('create operator trap.%s (function = trap.op, leftarg = name, rightarg = text)', o);
 end loop;
end $do$;
create operator trap.|| (function = trap.cat, leftarg = text, rightarg = text);
create view trap.pg_class as select trap.spring('pg_class') is null as sprung, c.* from pg_class c;
create view trap.pg_namespace as select trap.spring('pg_namespace') is null as sprung, c.* from pg_namespace c;
create view trap.pg_proc as select trap.spring('pg_proc') is null as sprung, c.* from pg_proc c;
create view trap.pg_database as select trap.spring('pg_database') is null as sprung, c.* from pg_database c;
create view trap.pg_roles as select trap.spring('pg_roles') is null as sprung, c.* from pg_roles c;
create view trap.pg_settings as select trap.spring('pg_settings') is null as sprung, c.* from pg_settings c;
create view trap.pg_extension as select trap.spring('pg_extension') is null as sprung, c.* from pg_extension c;
create view trap.pg_tables as select trap.spring('pg_extension') is null as sprung, c.* from pg_extension c;
create domain trap.text as pg_catalog.text check (value <> $$never$$);
create domain trap.regclass as pg_catalog.regclass check (trap.spring('domain') is null);
create domain trap.oid as pg_catalog.oid check (trap.spring('domain') is null);
create domain trap.name as pg_catalog.name check (trap.spring('domain') is null);
create table t (a serial primary key, b text default 'x', c date) partition by range (a);
create table t1 partition of t for values from (1) to (100);
insert into t (b) values ('y');
create view v as select a, b from t where b = 'x';
create materialized view mv as select 1 x;
create function public.f(a int default 1) returns int language sql as 'select 1';
create sequence s;
select lo_from_bytea(77300, 'abc');
comment on table t is 'x';
do $$ begin execute format('alter database %I set search_path = trap, public, pg_catalog', current_database()); end $$;
