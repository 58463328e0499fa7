create subscription own connection 'dbname=x password=y' publication p
    with (connect = false, password_required = false, run_as_owner = true, origin = none, streaming = parallel);
