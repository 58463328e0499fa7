/**
 * Shared by the tests of every module: embedded servers of each supported major version, databases on them, the sample
 * databases, and PostgreSQL's own programs as the oracle.
 */
package dev.sengi.testing;
