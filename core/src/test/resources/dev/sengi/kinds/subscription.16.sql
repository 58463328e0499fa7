-- Dumps of older servers' subscriptions can be restored only on servers from 16 on: see OlderSubscriptionsTest.
create subscription bare connection 'dbname=it''s host=a\b' publication p with (connect = false, slot_name = none);
create subscription "Full" connection 'dbname=x' publication p, "Other one"
    with (connect = false, slot_name = 'slot', binary = true, streaming = true, synchronous_commit = 'remote_apply');
comment on subscription "Full" is 'follows';
create subscription two_phased connection 'dbname=x' publication p
    with (connect = false, two_phase = true, disable_on_error = true, streaming = false);
create subscription own connection 'dbname=x password=y' publication p
    with (connect = false, password_required = false, run_as_owner = true, origin = none, streaming = parallel);
