/** What each type of TOC entry means to restores, verification and comparisons. */
@NullMarked
package dev.sengi.archive.internal.traits;

import org.jspecify.annotations.NullMarked;
