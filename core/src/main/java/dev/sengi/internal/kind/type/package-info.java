/** Types: base types, composite types, domains, enums and ranges. */
package dev.sengi.internal.kind.type;
