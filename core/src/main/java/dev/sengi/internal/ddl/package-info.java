/** Building blocks of SQL: quoting, grants, options. */
package dev.sengi.internal.ddl;
