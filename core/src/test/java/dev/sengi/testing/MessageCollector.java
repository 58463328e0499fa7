package dev.sengi.testing;

import dev.sengi.ProgressListener;
import java.util.List;

/** Collects the messages above the level of information. */
public record MessageCollector(List<String> messages) implements ProgressListener {

    @Override
    public void message(Severity severity, String text) {
        if (severity != Severity.INFO) {
            messages.add(severity + ": " + text);
        }
    }
}
