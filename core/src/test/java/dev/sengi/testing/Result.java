package dev.sengi.testing;

import java.nio.charset.StandardCharsets;

/**
 * A program's exit code and output.
 *
 * @param stdout raw bytes, because dumps may be binary
 */
public record Result(int exitCode, byte[] stdout, String stderr) {

    /** Returns standard output as text. */
    public String text() {
        return new String(stdout, StandardCharsets.UTF_8);
    }

    /** Returns this result if the exit code is 0; otherwise fails with the contents of standard error. */
    public Result assertSuccess() {
        if (exitCode != 0) {
            throw new AssertionError("exit code " + exitCode + ": " + stderr);
        }
        return this;
    }
}
