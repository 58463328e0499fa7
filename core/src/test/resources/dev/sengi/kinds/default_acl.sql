do $$ begin create role kinds_default_acl; exception when duplicate_object or unique_violation then null; end $$;
do $$ begin create role "Kinds owner"; exception when duplicate_object or unique_violation then null; end $$;

create schema "Own";
create schema own;

-- grants added to the defaults, and defaults revoked
alter default privileges grant select, insert on tables to kinds_default_acl;
alter default privileges grant all on tables to public;
alter default privileges grant usage on sequences to kinds_default_acl with grant option;
alter default privileges revoke execute on functions from public;
alter default privileges revoke usage on types from public;

-- of other roles
alter default privileges for role "Kinds owner" grant select on tables to kinds_default_acl;
alter default privileges for role kinds_default_acl grant select on tables to "Kinds owner";
alter default privileges for role "Kinds owner" revoke all on tables from "Kinds owner";
alter default privileges for role kinds_default_acl revoke all on functions from kinds_default_acl;

-- added to those of the whole database
alter default privileges in schema "Own" grant update, delete, truncate, references, trigger on tables to public;
alter default privileges in schema "Own" grant select on sequences to kinds_default_acl with grant option;
alter default privileges for role "Kinds owner" in schema own grant execute on functions to public, kinds_default_acl;
alter default privileges in schema own grant usage on types to "Kinds owner";
