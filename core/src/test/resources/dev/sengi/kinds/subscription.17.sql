create subscription failing_over connection 'dbname=x' publication p with (connect = false, failover = true);
