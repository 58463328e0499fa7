package dev.sengi.testing;

import java.nio.charset.StandardCharsets;

/**
 * How a program ended and what it wrote.
 *
 * @param stdout as written: dumps may be binary
 */
public record Result(int exitCode, byte[] stdout, String stderr) {

    /** Returns standard output as text. */
    public String text() {
        return new String(stdout, StandardCharsets.UTF_8);
    }

    /** Returns this result of a program that exited with code 0; otherwise fails with what it wrote to standard error. */
    public Result assertSuccess() {
        if (exitCode != 0) {
            throw new AssertionError("exit code " + exitCode + ": " + stderr);
        }
        return this;
    }
}
