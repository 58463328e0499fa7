/** Functions, procedures and aggregates, and what is made of functions: languages, casts and transforms. */
package dev.sengi.internal.kind.routine;
