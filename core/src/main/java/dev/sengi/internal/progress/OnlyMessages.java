package dev.sengi.internal.progress;

import dev.sengi.ProgressListener;

/**
 * A listener that uses only messages, so that nothing else needs to be measured. Only the commands use such a listener.
 */
public interface OnlyMessages extends ProgressListener {}
