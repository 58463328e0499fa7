package dev.sengi.internal.conninfo.parameter;

import dev.sengi.SengiException;
import dev.sengi.internal.text.ByteLines;
import dev.sengi.internal.text.NativeText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the parameters of a service from {@code pg_service.conf}. */
final class ServiceFile {
    /** In bytes. */
    private static final int LONGEST_LINE = 1021;

    private static final String SYSTEM_DIRECTORY = "/etc/postgresql-common";

    private ServiceFile() {}

    /**
     * Looks in the user's file, then in the system's.
     *
     * @throws SengiException if neither defines the service, or a file is malformed
     */
    static Map<ConninfoKeyword, String> lookUp(String service, ClientEnvironment environment) {
        String own = environment.variable("PGSERVICEFILE").orElse(environment.homeFile(".pg_service.conf"));
        if (environment.variable("PGSERVICEFILE").isPresent() && !Files.exists(NativeText.path(own))) {
            throw new SengiException("service file \"" + own + "\" not found");
        }
        String system = environment.variable("PGSYSCONFDIR").orElse(SYSTEM_DIRECTORY) + "/pg_service.conf";
        for (String name : List.of(own, system)) {
            Path file = NativeText.path(name);
            Map<ConninfoKeyword, String> found =
                    Files.exists(file) && !Files.isDirectory(file) ? read(name, service) : null;
            if (found != null) {
                return found;
            }
        }
        throw new SengiException("definition of service \"" + service + "\" not found");
    }

    /** Returns the parameters in the first section with that name, or null if the file does not contain one. */
    private static Map<ConninfoKeyword, String> read(String file, String service) {
        List<String> lines;
        try {
            lines = ByteLines.of(Files.readAllBytes(NativeText.path(file)));
        } catch (IOException e) {
            throw new SengiException("service file \"" + file + "\" not found", e);
        }
        Map<ConninfoKeyword, String> parameters = null;
        for (int i = 0; i < lines.size(); i++) {
            if (NativeText.encode(lines.get(i)).length > LONGEST_LINE) {
                throw new SengiException("line " + (i + 1) + " too long in service file \"" + file + "\"");
            }
            String line = ByteLines.trimmed(lines.get(i));
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            if (line.startsWith("[")) {
                if (parameters != null) {
                    break;
                }
                parameters = line.startsWith("[" + service + "]") ? ConnectionString.newParameters() : null;
            } else if (parameters != null) {
                parameter(parameters, line, place(file, i + 1));
            }
        }
        return parameters;
    }

    private static String place(String file, int number) {
        return "service file \"" + file + "\", line " + number;
    }

    /** Reads a line; if a parameter occurs twice, the first value wins. */
    private static void parameter(Map<ConninfoKeyword, String> parameters, String line, String place) {
        if (line.startsWith("ldap")) {
            throw new SengiException("service lookup by LDAP is not supported: " + place);
        }
        int equals = line.indexOf('=');
        String keyword = equals < 0 ? line : line.substring(0, equals);
        if (keyword.equals("service")) {
            throw new SengiException("nested service specifications not supported in " + place);
        }
        Optional<ConninfoKeyword> known = ConninfoKeyword.of(keyword);
        if (equals < 0 || known.isEmpty()) {
            throw new SengiException("syntax error in " + place);
        }
        parameters.putIfAbsent(known.get(), line.substring(equals + 1));
    }
}
