/** Building blocks of SQL: quoting, grants, options. */
package dev.sengi.ddl;
