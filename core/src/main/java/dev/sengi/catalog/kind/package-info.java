/**
 * One kind of database object, one file: its query, row, DDL, place in the order, and the form of its comments and
 * grants. {@link dev.sengi.catalog.kind.Kinds} lists them in the order of reading.
 */
package dev.sengi.catalog.kind;
