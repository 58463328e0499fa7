do $$ begin create role kinds_default_acl; exception when duplicate_object or unique_violation then null; end $$;
alter default privileges grant select on large objects to kinds_default_acl;
