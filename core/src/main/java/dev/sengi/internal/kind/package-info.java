/** Kinds of database objects: each defines how its objects are read, selected, ordered and written. */
package dev.sengi.internal.kind;
