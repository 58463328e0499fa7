package dev.sengi.cli.archive;

import dev.sengi.PgRestore;
import dev.sengi.RestoreFlag;
import dev.sengi.archive.ArchiveFormat;
import dev.sengi.archive.ArchiveFormatException;
import dev.sengi.archive.Compression;
import dev.sengi.archive.CompressionAlgorithm;
import dev.sengi.cli.command.CommandException;
import dev.sengi.cli.command.Environment;
import dev.sengi.cli.command.FileNames;
import dev.sengi.cli.command.Messages;
import dev.sengi.cli.option.CompressionOption;
import dev.sengi.cli.option.ExactName;
import dev.sengi.cli.option.GivenOptions;
import dev.sengi.cli.option.Operands;
import dev.sengi.cli.option.OptionParser;
import dev.sengi.cli.option.SectionOption;
import dev.sengi.cli.restore.UseListFile;
import dev.sengi.internal.io.FileErrors;
import dev.sengi.internal.text.NativeText;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** {@code sengi convert}: writes an archive, or part of it, in another format or compression. */
public final class SengiConvertCommand extends SengiSubcommand {

    public SengiConvertCommand() {
        super("convert");
    }

    @Override
    public int execute(List<String> arguments, Environment environment, Messages messages) throws IOException {
        GivenOptions<ConvertOption> given = new GivenOptions<>(ConvertOption.class);
        List<String> operands = new OptionParser<>(ConvertOption.class, arguments, environment).parse(given::add);
        if (operands.size() < 2) {
            throw CommandException.usage(operands.isEmpty() ? "no archive specified" : "no target specified");
        }
        Operands.refuseMoreThan(2, operands);
        given.exclude(ConvertOption.SCHEMA_ONLY, ConvertOption.DATA_ONLY);
        ArchiveFormat format = format(given.last(ConvertOption.FORMAT));
        Compression compression = compression(given.last(ConvertOption.COMPRESS), format);
        PgRestore restore = source(operands.get(0), environment);
        write(select(given, restore.onProgress(messages)), operands.get(1), format, compression, environment);
        return 0;
    }

    private static PgRestore source(String name, Environment environment) {
        if (name.equals("-")) {
            return PgRestore.from(environment.in());
        }
        Path path = NativeText.path(name);
        ArchiveOperand.requireOneDatabase(name, path);
        return PgRestore.from(path);
    }

    private static PgRestore select(GivenOptions<ConvertOption> given, PgRestore archive) {
        PgRestore set =
                archive.with(RestoreFlag.BARE_TABLES).sections(SectionOption.all(given.all(ConvertOption.SECTION)));
        set = given.applyAll(ConvertOption.SCHEMA, set, ExactName::includeSchema);
        set = given.applyAll(ConvertOption.EXCLUDE_SCHEMA, set, ExactName::excludeSchema);
        set = given.applyAll(ConvertOption.TABLE, set, ExactName::includeTable);
        set = given.has(ConvertOption.SCHEMA_ONLY) ? set.schemaOnly() : set;
        set = given.has(ConvertOption.DATA_ONLY) ? set.dataOnly() : set;
        return given.has(ConvertOption.USE_LIST)
                ? set.useList(UseListFile.read(given.last(ConvertOption.USE_LIST)))
                : set;
    }

    private static void write(
            PgRestore restore, String target, ArchiveFormat format, Compression compression, Environment environment)
            throws IOException {
        try {
            if (target.equals("-")) {
                restore.toArchive(environment.out(), format, compression);
            } else {
                Path path = format == ArchiveFormat.DIRECTORY ? NativeText.path(target) : FileNames.output(target);
                restore.toArchive(path, format, compression);
            }
        } catch (FileSystemException e) {
            throw CommandException.fatal("could not open output file \"" + target + "\": " + FileErrors.reason(e), e);
        } catch (ArchiveFormatException e) {
            throw e;
        } catch (IOException e) {
            throw CommandException.fatal(e.getMessage(), e);
        }
    }

    private static ArchiveFormat format(String name) {
        return switch (name == null ? "c" : name.toLowerCase(Locale.ROOT)) {
            case "c", "custom" -> ArchiveFormat.CUSTOM;
            case "d", "directory" -> ArchiveFormat.DIRECTORY;
            case "t", "tar" -> ArchiveFormat.TAR;
            default -> throw CommandException.fatal("invalid output format \"" + name + "\" specified");
        };
    }

    private static Compression compression(String text, ArchiveFormat format) {
        if (text == null) {
            return format == ArchiveFormat.TAR ? Compression.none() : Compression.gzip();
        }
        Compression compression = CompressionOption.parse(text);
        if (format == ArchiveFormat.TAR && compression.algorithm() != CompressionAlgorithm.NONE) {
            throw CommandException.fatal("compression is not supported by tar archive format");
        }
        return compression;
    }
}
