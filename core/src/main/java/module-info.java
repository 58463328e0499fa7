/** Dumps and restores of PostgreSQL databases over JDBC. */
@SuppressWarnings({
    "requires-automatic", // The driver names its module in its manifest only.
    "requires-transitive-automatic",
    "module" // The commands' module comes later in the build.
})
module dev.sengi {
    requires transitive dev.sengi.archive;
    requires transitive java.sql;
    requires jdk.net;
    requires org.postgresql.jdbc;
    requires org.slf4j;
    requires static transitive org.jspecify;

    exports dev.sengi;
    // The driver instantiates socket factories and plugins by their names.
    exports dev.sengi.internal.conninfo to
            dev.sengi.cli,
            org.postgresql.jdbc;
    exports dev.sengi.internal.conninfo.parameter to
            dev.sengi.cli;
    exports dev.sengi.internal.compare to
            dev.sengi.cli;
    exports dev.sengi.internal.io to
            dev.sengi.cli;
    exports dev.sengi.internal.progress to
            dev.sengi.cli;
    exports dev.sengi.internal.script.read to
            dev.sengi.cli;
    exports dev.sengi.internal.session to
            dev.sengi.cli;
    exports dev.sengi.internal.text to
            dev.sengi.cli;
}
