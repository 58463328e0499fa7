-- database: encoding 'EUC_JP' locale 'C'
-- Text in a multi-byte encoding, whose order differs from Unicode's.
CREATE TABLE "日本" ("名前" text DEFAULT '既定' CHECK ("名前" <> '禁止'));
INSERT INTO "日本" VALUES ('東京'), ('ひらがな'), ('カタカナ');
COMMENT ON TABLE "日本" IS '表の注釈';
CREATE TYPE "列挙" AS ENUM ('赤', '青');
CREATE TABLE "ア" (a "列挙");
CREATE TABLE "亜" (a int);
CREATE TABLE "一" (a int);
CREATE TABLE "丁" (a int);
CREATE TABLE "あ" (a int);
CREATE TABLE "α" (a int);
CREATE VIEW "見る" AS SELECT "名前" || '様' AS "敬称" FROM "日本";
CREATE FUNCTION "関数"() RETURNS text LANGUAGE sql AS $$ SELECT '値' $$;
-- In another order than in Unicode.
CREATE FUNCTION ordered("一") RETURNS int LANGUAGE sql AS 'select 1';
CREATE FUNCTION ordered("亜") RETURNS int LANGUAGE sql AS 'select 2';
CREATE TABLE published ();
CREATE PUBLICATION "一" FOR TABLE published;
CREATE PUBLICATION "亜" FOR TABLE published;
