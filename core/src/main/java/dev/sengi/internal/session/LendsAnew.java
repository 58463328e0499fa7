package dev.sengi.internal.session;

import dev.sengi.ConnectionSource;

/** A source whose connections have no other users, so that they are closed even if they are refused. */
public interface LendsAnew extends ConnectionSource {}
