package dev.sengi.internal.progress;

import dev.sengi.ProgressListener;

/** A listener that uses messages alone, so that nothing else needs to be measured for it. Only commands have one. */
public interface OnlyMessages extends ProgressListener {}
