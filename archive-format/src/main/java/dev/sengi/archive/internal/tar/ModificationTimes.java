package dev.sengi.archive.internal.tar;

import java.io.IOException;

/** Looks up when members of a tar were last modified. */
@FunctionalInterface
public interface ModificationTimes {

    /** Returns a member's time in seconds since 1970. */
    long of(String member) throws IOException;
}
