/** Tables and what belongs to them: columns, defaults, constraints, indexes, triggers, rules, policies, rows. */
package dev.sengi.internal.kind.table;
