/** Kinds of database objects: each says how its objects are read, selected, ordered and written. */
package dev.sengi.internal.kind;
