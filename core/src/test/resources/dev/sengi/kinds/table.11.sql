-- Default and hash partitions.
CREATE SCHEMA tk;
CREATE TABLE tk.options (a text) WITH (toast_tuple_target = 4080);
CREATE TABLE tk.ranges (k date NOT NULL, v text DEFAULT 'v', n int CHECK (n > 0)) PARTITION BY RANGE (k);
CREATE TABLE tk.ranges_2020 PARTITION OF tk.ranges FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');
CREATE TABLE tk.ranges_rest PARTITION OF tk.ranges DEFAULT PARTITION BY LIST (n);
CREATE TABLE tk.ranges_rest_1 PARTITION OF tk.ranges_rest FOR VALUES IN (1, 2, NULL);
CREATE TABLE tk.hashes (a int, b text) PARTITION BY HASH (a, lower(b));
CREATE TABLE tk.hashes_0 PARTITION OF tk.hashes FOR VALUES WITH (MODULUS 2, REMAINDER 0);
CREATE TABLE tk.hashes_1 PARTITION OF tk.hashes FOR VALUES WITH (MODULUS 2, REMAINDER 1);
CREATE TYPE tk.color AS ENUM ('red', 'green');
CREATE TABLE tk.enum_hashes (c tk.color, v int) PARTITION BY HASH (c);
CREATE TABLE tk.enum_hashes_0 PARTITION OF tk.enum_hashes FOR VALUES WITH (MODULUS 1, REMAINDER 0);
CREATE TABLE tk."broken
name" (c tk.color, v int) PARTITION BY HASH (c);
CREATE TABLE tk.broken_0 PARTITION OF tk."broken
name" FOR VALUES WITH (MODULUS 1, REMAINDER 0);
INSERT INTO tk.broken_0 VALUES ('red', 1);
INSERT INTO tk.ranges VALUES ('2020-05-05', 'a', 1), ('2030-01-01', 'c', 1);
INSERT INTO tk.hashes SELECT x, x::text FROM generate_series(1, 10) x;
INSERT INTO tk.enum_hashes VALUES ('red', 1), ('green', 2);
