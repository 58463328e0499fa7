DO $$ BEGIN FOR i IN 1..greatest(1, pg_temp.scaled(1000)) LOOP
    EXECUTE format('CREATE TABLE t%s (id int PRIMARY KEY, name text)', i);
    EXECUTE format('INSERT INTO t%s SELECT n, md5(n::text) FROM generate_series(1, 20) n', i);
END LOOP; END $$;
