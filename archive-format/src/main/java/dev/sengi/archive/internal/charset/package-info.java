/** The encodings of archives, and charsets that convert as PostgreSQL does. */
@NullMarked
package dev.sengi.archive.internal.charset;

import org.jspecify.annotations.NullMarked;
