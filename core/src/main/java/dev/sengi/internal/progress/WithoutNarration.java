package dev.sengi.internal.progress;

import dev.sengi.ProgressListener;

/**
 * Passes on everything except descriptions of what is being done. Work that is done by means of a dump or restore does not
 * create what their messages say.
 */
public final class WithoutNarration extends ForwardingListener {
    private final ProgressListener listener;

    public WithoutNarration(ProgressListener listener) {
        this.listener = listener;
    }

    @Override
    protected ProgressListener target() {
        return listener;
    }

    @Override
    public void message(Severity severity, String text) {
        if (severity != Severity.INFO) {
            super.message(severity, text);
        }
    }
}
