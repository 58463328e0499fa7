do $$ begin create role kinds_subscription; exception when duplicate_object then null; end $$;

create subscription bare connection 'dbname=it''s host=a\b' publication p with (connect = false, slot_name = none);
create subscription "Full" connection 'dbname=x' publication p, "Other one"
    with (connect = false, slot_name = 'slot', binary = true, streaming = true, synchronous_commit = 'remote_apply');
comment on subscription "Full" is 'follows';
