package dev.sengi.restore;

import dev.sengi.archive.Section;
import dev.sengi.archive.TocEntry;

/** The three passes of a restore, each over the whole list. */
enum RestorePass {
    MAIN,
    /** Grants, once their objects and the data are there. */
    ACL,
    /** What needs the grants, or would be set off by what comes before. */
    POST_ACL;

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
