/** PostgreSQL's dump archives, read and written without JDBC, a server, or logging. */
module dev.sengi.archive {
    requires com.github.luben.zstd_jni;

    exports dev.sengi.archive;
}
