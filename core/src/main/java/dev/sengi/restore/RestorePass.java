package dev.sengi.restore;

import dev.sengi.archive.Section;
import dev.sengi.archive.TocEntry;
import java.util.Optional;

/** The three passes of a restore, each over the whole list. */
public enum RestorePass {
    MAIN,
    /** Grants, once their objects and the data are there. */
    ACL,
    /** What needs the grants, or would be set off by what comes before. */
    POST_ACL;

    /** Returns the pass after this one. */
    public Optional<RestorePass> next() {
        return switch (this) {
            case MAIN -> Optional.of(ACL);
            case ACL -> Optional.of(POST_ACL);
            case POST_ACL -> Optional.empty();
        };
    }

    static RestorePass of(TocEntry entry) {
        return switch (entry.desc()) {
            case "ACL", "ACL LANGUAGE", "DEFAULT ACL" -> ACL;
            case "EVENT TRIGGER", "MATERIALIZED VIEW DATA" -> POST_ACL;
            case "COMMENT", "SECURITY LABEL" -> entry.tag().startsWith("EVENT TRIGGER ") ? POST_ACL : MAIN;
            case "STATISTICS DATA" -> entry.section() == Section.POST_DATA ? POST_ACL : MAIN;
            default -> MAIN;
        };
    }
}
