/** PostgreSQL's dump archives, read and written without JDBC, a server, or logging. */
@SuppressWarnings("requires-automatic") // lz4-java names its module in its manifest only.
module dev.sengi.archive {
    requires com.github.luben.zstd_jni;
    requires org.lz4.java;

    exports dev.sengi.archive;
    exports dev.sengi.archive.copy;
    exports dev.sengi.archive.inventory;
}
