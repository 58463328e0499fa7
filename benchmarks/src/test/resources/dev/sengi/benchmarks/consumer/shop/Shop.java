package shop;

import dev.sengi.ConnectionException;
import dev.sengi.ConnectionSource;
import dev.sengi.DumpFormat;
import dev.sengi.PgDump;
import dev.sengi.PgRestore;
import dev.sengi.archive.Archive;
import dev.sengi.archive.ArchiveFormat;
import dev.sengi.archive.ArchiveHeader;
import dev.sengi.archive.ArchiveWriter;
import dev.sengi.archive.Compression;
import dev.sengi.archive.Section;
import dev.sengi.archive.TocEntry;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Uses the library without a server: writes archives of all formats, lists them, and generates a script. */
public final class Shop {
    private Shop() {}

    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[0]);
        Path first = folder.resolve("shop.dump");
        write(first, Compression.zstd());
        list(first);

        PgRestore restore = PgRestore.from(first);
        restore.toArchive(folder.resolve("lz4.dump"), ArchiveFormat.CUSTOM, Compression.lz4());
        restore.toArchive(folder.resolve("gzip"), ArchiveFormat.DIRECTORY, Compression.gzip());
        restore.toArchive(folder.resolve("shop.tar"), ArchiveFormat.TAR, Compression.none());
        for (String copy : List.of("lz4.dump", "gzip", "shop.tar")) {
            list(folder.resolve(copy));
        }
        PgRestore.from(folder.resolve("lz4.dump")).restrictKey("shop").toScript(System.out);

        // The port of tcpmux, on which no server listens.
        ConnectionSource closed = ConnectionSource.of("host=127.0.0.1 port=1 dbname=shop user=shop", Map.of());
        try {
            PgDump.from(closed).format(DumpFormat.CUSTOM).to(OutputStream.nullOutputStream());
        } catch (ConnectionException e) {
            System.out.println("no connection in stage " + e.stage().orElseThrow());
        }
    }

    private static void write(Path file, Compression compression) throws IOException {
        ArchiveHeader header = ArchiveHeader.builder(ArchiveFormat.CUSTOM).dbname("shop").serverVersion("18.6").dumpVersion("18.6").build();
        TocEntry encoding = TocEntry.builder(1)
                .tag("ENCODING")
                .desc("ENCODING")
                .defn("SET client_encoding = 'UTF8';\n")
                .build();
        TocEntry table = TocEntry.builder(2)
                .tag("item")
                .desc("TABLE")
                .namespace("public")
                .owner("shop")
                .defn("CREATE TABLE public.item (\n    name text\n);\n")
                .dropStmt("DROP TABLE public.item;\n")
                .build();
        TocEntry rows = TocEntry.builder(3)
                .tag("item")
                .desc("TABLE DATA")
                .section(Section.DATA)
                .namespace("public")
                .owner("shop")
                .copyStmt("COPY public.item (name) FROM stdin;\n")
                .hadDumper(true)
                .dependencies(List.of(2))
                .build();
        try (ArchiveWriter writer = ArchiveWriter.create(file, ArchiveFormat.CUSTOM, compression)) {
            writer.begin(header, List.of(encoding, table, rows));
            try (OutputStream data = writer.openData(rows)) {
                data.write("lantern\nrope\n\\.\n\n\n".getBytes(StandardCharsets.UTF_8));
            }
            writer.finish();
        }
    }

    private static void list(Path file) throws IOException {
        try (Archive archive = Archive.open(file)) {
            System.out.println(file.getFileName() + ": " + archive.header().compression());
            for (TocEntry entry : archive.entries()) {
                System.out.println(entry.dumpId() + " " + entry.desc() + " " + entry.tag());
            }
        }
    }
}
