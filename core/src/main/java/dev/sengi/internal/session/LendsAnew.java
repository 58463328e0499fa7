package dev.sengi.internal.session;

import dev.sengi.ConnectionSource;

/** A source that opens a new connection each time, so that even a rejected one can be closed. */
public interface LendsAnew extends ConnectionSource {}
