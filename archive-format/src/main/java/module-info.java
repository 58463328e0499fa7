/** Reads and writes PostgreSQL's dump archives without JDBC, a server, or logging. */
@SuppressWarnings({
    "requires-automatic", // lz4-java and commons-compress name their modules only in their manifests.
    "module" // The modules that see internal packages are built later.
})
module dev.sengi.archive {
    // A named module that no other module requires is not resolved: zstd would be missing although its jar is present.
    requires com.github.luben.zstd_jni;
    requires org.apache.commons.compress;
    requires static transitive org.jspecify;
    // Automatic modules are resolved together: this one is available whenever its jar is.
    requires static org.lz4.java;

    exports dev.sengi.archive;
    exports dev.sengi.archive.internal.compress to
            dev.sengi;
    exports dev.sengi.archive.internal.copy to
            dev.sengi,
            dev.sengi.cli;
    exports dev.sengi.archive.internal.creation to
            dev.sengi;
    exports dev.sengi.archive.internal.inventory to
            dev.sengi.cli;
    exports dev.sengi.archive.internal.io to
            dev.sengi;
    exports dev.sengi.archive.internal.opening to
            dev.sengi;
    exports dev.sengi.archive.internal.spool to
            dev.sengi;
    exports dev.sengi.archive.internal.traits to
            dev.sengi;
    exports dev.sengi.archive.internal.writer to
            dev.sengi;
}
