package dev.sengi.cli;

import dev.sengi.testing.TestDatabase;
import dev.sengi.testing.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** Roles that need a password, each with another authentication method. The password is always {@code secret}. */
final class PasswordRoles {
    private PasswordRoles() {}

    /**
     * Creates the roles {@code <prefix>_scram}, {@code _md5}, {@code _password}, {@code _reject} and {@code _trust}.
     * Synchronized, because test classes run in parallel.
     */
    static synchronized void make(TestServer server, String prefix) throws IOException {
        // First, because this skips the tests if the server's files are not accessible.
        allow(server, rules(prefix));
        TestDatabase database = server.maintenance();
        database.execute(
                "CREATE ROLE " + prefix + "_scram LOGIN PASSWORD 'secret'",
                "CREATE ROLE " + prefix + "_password LOGIN PASSWORD 'secret'",
                "CREATE ROLE " + prefix + "_reject LOGIN",
                "CREATE ROLE " + prefix + "_trust LOGIN",
                "SET password_encryption = 'md5'",
                "CREATE ROLE " + prefix + "_md5 LOGIN PASSWORD 'secret'");
    }

    /** Prepends lines to the server's pg_hba.conf. */
    static synchronized void allow(TestServer server, String first) throws IOException {
        TestDatabase database = server.maintenance();
        Path rules = server.dataDirectory().resolve("pg_hba.conf");
        Files.writeString(rules, first + Files.readString(rules));
        String before = database.value("SELECT pg_conf_load_time()");
        database.execute("SELECT pg_reload_conf()");
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (database.value("SELECT pg_conf_load_time()").equals(before) && System.nanoTime() < deadline) {
            Thread.onSpinWait();
        }
    }

    private static String rules(String prefix) {
        StringBuilder rules = new StringBuilder();
        for (String rule :
                new String[] {"_scram all scram-sha-256", "_md5 all md5", "_password all password", "_reject all reject"
                }) {
            rules.append("host all ").append(prefix).append(rule).append('\n');
        }
        return rules.toString();
    }
}
