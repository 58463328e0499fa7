/** Scripts that complete the options of {@code sengi} in shells, generated from the tables of options. */
package dev.sengi.cli.completion;
