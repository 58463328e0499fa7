package dev.sengi.internal.cluster;

/**
 * The commands that create an object outside databases, or a property of one.
 *
 * @param desc the kind of object or property, as an archive's TOC entry names it
 * @param tag its name, for people
 * @param heading the comment that precedes it in a script, or empty
 * @param definition the commands
 * @param drop the command that drops it, or empty
 */
record Global(String desc, String tag, String heading, String definition, String drop) {

    Global(String desc, String tag, String definition) {
        this(desc, tag, "", definition, "");
    }
}
