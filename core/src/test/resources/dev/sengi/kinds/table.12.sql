-- Generated columns, own and inherited.
CREATE SCHEMA tk;
CREATE TABLE tk.generated (a int, b int GENERATED ALWAYS AS (a * 2) STORED, c text DEFAULT 'x', d int NOT NULL
    GENERATED ALWAYS AS (a + 1) STORED);
INSERT INTO tk.generated (a) VALUES (1), (2);
CREATE TABLE tk.parent (a int DEFAULT 1, b int NOT NULL, c int CHECK (c > 0), g int GENERATED ALWAYS AS (b * 2) STORED);
CREATE TABLE tk.child (d int, b int DEFAULT 3) INHERITS (tk.parent);
CREATE TABLE tk.child2 () INHERITS (tk.parent);
ALTER TABLE tk.child2 ALTER a DROP DEFAULT, ALTER c SET DEFAULT 9;
CREATE TABLE tk.other (e int, a int DEFAULT 1);
CREATE TABLE tk.both (a int DEFAULT 5) INHERITS (tk.parent, tk.other);
INSERT INTO tk.child VALUES (1, 2, 3);
INSERT INTO tk.both VALUES (1, 2, 3);

-- Three levels, of which only the first one states the expression.
CREATE TABLE tk.generated_a (a int, b int GENERATED ALWAYS AS (a * 2) STORED);
CREATE TABLE tk.generated_b () INHERITS (tk.generated_a);
CREATE TABLE tk.generated_c () INHERITS (tk.generated_b);
