package dev.sengi.internal.conninfo.parameter;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PasswordFileTest {
    private final List<String> warnings = new ArrayList<>();

    @TempDir
    private Path folder;

    @Test
    void firstMatchingLineWins() throws IOException {
        PasswordFile file = file("""
                # host:port:db:user:password
                db:5432:sales:ann:one
                db:*:sales:ann:two
                *:*:*:ann:three
                """);
        assertThat(file.lookUp("db", "5432", "sales", "ann")).contains("one");
        assertThat(file.lookUp("db", "5433", "sales", "ann")).contains("two");
        assertThat(file.lookUp("other", "5433", "x", "ann")).contains("three");
        assertThat(file.lookUp("db", "5432", "sales", "bob")).isEmpty();
        assertThat(warnings).isEmpty();
    }

    @Test
    void backslashEscapesTheNextCharacter() throws IOException {
        PasswordFile file = file("h\\:x:1:a\\\\b:u:p\\:w\\\\d\\x\r\n");
        assertThat(file.lookUp("h:x", "1", "a\\b", "u")).contains("p:w\\dx");
    }

    @Test
    void fieldsAreComparedWhole() throws IOException {
        PasswordFile file = file("host:1:d:u:p\n");
        assertThat(file.lookUp("hos", "1", "d", "u")).isEmpty();
        assertThat(file.lookUp("hosts", "1", "d", "u")).isEmpty();
        assertThat(file.lookUp("*", "1", "d", "u")).isEmpty();
    }

    @Test
    void passwordsAreUtf8AndEndAtAColon() throws IOException {
        assertThat(file("*:*:*:*:pä\\:s\\\\s:rest\n").lookUp("h", "1", "d", "u"))
                .contains("pä:s\\s");
    }

    @Test
    void linesEndWithALineFeedOnly() throws IOException {
        PasswordFile file = file("x\r*:*:*:*:no\n*:*:*:u:y\rz\r\n");
        assertThat(file.lookUp("h", "1", "d", "u")).contains("y\rz");
    }

    @Test
    void fileThatOthersMayReadIsIgnored() throws IOException {
        PasswordFile file = file("*:*:*:*:p\n");
        Files.setPosixFilePermissions(Path.of(file.name()), PosixFilePermissions.fromString("rw-r-----"));
        assertThat(file.lookUp("h", "1", "d", "u")).isEmpty();
        assertThat(warnings)
                .containsExactly("WARNING: password file \"" + file.name()
                        + "\" has group or world access; permissions should be u=rw (0600) or less");
    }

    @Test
    void folderIsNotAPasswordFile() {
        PasswordFile file = new PasswordFile(folder.toString(), warnings::add);
        assertThat(file.lookUp("h", "1", "d", "u")).isEmpty();
        assertThat(warnings).containsExactly("WARNING: password file \"" + folder + "\" is not a plain file");
    }

    @Test
    void missingFileContainsNothing() {
        assertThat(new PasswordFile(folder.resolve("none").toString(), warnings::add).lookUp("h", "1", "d", "u"))
                .isEmpty();
        assertThat(warnings).isEmpty();
    }

    private PasswordFile file(String text) throws IOException {
        Path path = folder.resolve("pgpass");
        Files.writeString(path, text);
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));
        return new PasswordFile(path.toString(), warnings::add);
    }
}
