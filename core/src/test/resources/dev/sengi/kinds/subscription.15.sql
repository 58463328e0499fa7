create subscription two_phased connection 'dbname=x' publication p
    with (connect = false, two_phase = true, disable_on_error = true, streaming = false);
