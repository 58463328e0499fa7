/** What a restore does: the selected TOC entries, and the steps that restore each. Immutable. */
package dev.sengi.internal.plan;
