package dev.sengi.restore.database;

import dev.sengi.restore.ArchiveSettings;
import dev.sengi.restore.SqlCommand;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Text of an archive without an encoding, as a server may take it from a driver that speaks UTF-8. */
final class ServerText {
    private ServerText() {}

    /** Returns the command with bytes that make up UTF-8 read as such, where the archive does not say what they are. */
    static SqlCommand of(SqlCommand command, ArchiveSettings settings) {
        if (!settings.encoding().equals("SQL_ASCII")) {
            return command;
        }
        byte[] bytes = command.text().getBytes(settings.charset());
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return new SqlCommand(text, command.failure(), command.onFailure());
        } catch (CharacterCodingException e) {
            return command;
        }
    }
}
