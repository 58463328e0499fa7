/** Sengi in a program that has nothing but JDBC. */
package dev.sengi.examples.jdbc;
