/**
 * What the tests of every module share: embedded servers of each supported major, databases on them, the sample
 * databases, and PostgreSQL's own programs as the oracle.
 */
package dev.sengi.testing;
