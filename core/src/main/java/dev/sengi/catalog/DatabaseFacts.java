package dev.sengi.catalog;

/**
 * What the session says of the server and the database.
 *
 * @param serverVersion {@code server_version} to the letter
 * @param serverMajor 9 for 9.6
 * @param encoding PostgreSQL's name of the encoding of the dump
 * @param standardStrings whether {@code standard_conforming_strings} is on
 * @param superuser whether the dumping role is a superuser
 */
public record DatabaseFacts(
        String dbname,
        String serverVersion,
        int serverMajor,
        String encoding,
        boolean standardStrings,
        boolean superuser) {}
