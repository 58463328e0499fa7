package dev.sengi.cli.option;

import dev.sengi.archive.Section;
import dev.sengi.cli.command.CommandException;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Parses {@code --section}, which may be given several times. */
public final class SectionOption {
    private SectionOption() {}

    /** @throws CommandException if the section name is unknown */
    public static Section parse(String name) {
        return switch (name) {
            case "pre-data" -> Section.PRE_DATA;
            case "data" -> Section.DATA;
            case "post-data" -> Section.POST_DATA;
            default -> throw CommandException.usage("unrecognized section name: \"" + name + "\"");
        };
    }

    /** Returns the sections named; all of them if none is named. */
    public static Set<Section> all(List<String> names) {
        if (names.isEmpty()) {
            return EnumSet.allOf(Section.class);
        }
        EnumSet<Section> sections = EnumSet.noneOf(Section.class);
        names.forEach(name -> sections.add(parse(name)));
        return sections;
    }
}
