do $$ begin create role kinds_language; exception when duplicate_object or unique_violation then null; end $$;

create schema handlers;
create function handlers.call_handler() returns language_handler as '$libdir/plpgsql', 'plpgsql_call_handler' language c;
create function handlers."Inline"(internal) returns void as '$libdir/plpgsql', 'plpgsql_inline_handler' language c;
create function handlers.validator(oid) returns void as '$libdir/plpgsql', 'plpgsql_validator' language c;

create trusted language trusted handler handlers.call_handler inline handlers."Inline" validator handlers.validator;
comment on language trusted is 'it''s all of plpgsql';
grant usage on language trusted to kinds_language with grant option;
revoke usage on language trusted from public;

create language "Bare one" handler handlers.call_handler;
alter language "Bare one" owner to kinds_language;

-- belongs to an extension created by initdb: only the changed grants are dumped
revoke usage on language plpgsql from public;

-- its handler belongs to an extension, and is named because its changed grants are dumped
create language handled handler pg_catalog.plpgsql_call_handler;
grant execute on function pg_catalog.plpgsql_call_handler() to kinds_language;
