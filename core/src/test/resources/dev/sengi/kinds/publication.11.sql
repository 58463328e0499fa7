create publication truncating with (publish = 'insert, truncate');
