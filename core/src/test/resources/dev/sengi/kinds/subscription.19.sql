create subscription all_options connection 'dbname=x' publication p with (
    connect = false, slot_name = 'slot', binary, streaming = on, two_phase, disable_on_error, password_required = false,
    run_as_owner, failover, retain_dead_tuples, max_retention_duration = 5000, wal_receiver_timeout = '30s',
    synchronous_commit = 'remote_write', origin = none);
create subscription retaining connection 'dbname=x' publication p with (connect = false, retain_dead_tuples = true);
create subscription limited connection 'dbname=x' publication p with (
    connect = false, retain_dead_tuples = true, max_retention_duration = 60000);
create subscription impatient connection 'dbname=x' publication p with (connect = false, wal_receiver_timeout = '5min');
create subscription patient connection 'dbname=x' publication p with (connect = false, wal_receiver_timeout = 0);
create subscription default_timeout connection 'dbname=x' publication p with (connect = false, wal_receiver_timeout = -1);

create extension postgres_fdw;
create server "Publisher's" foreign data wrapper postgres_fdw options (dbname 'x');
create user mapping for current_user server "Publisher's" options (user 'u', password 'p');
create subscription from_server server "Publisher's" publication p, "Q" with (
    connect = false, slot_name = none, failover = true);
comment on subscription from_server is 'comes from a server';
