/** Functions, procedures and aggregates, and what is built on functions: languages, casts and transforms. */
package dev.sengi.internal.kind.routine;
