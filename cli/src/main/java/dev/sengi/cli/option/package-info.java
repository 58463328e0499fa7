/** Parses and checks options, with the messages of glibc and PostgreSQL. */
package dev.sengi.cli.option;
