package dev.sengi.internal.plan;

/** The reason why an entry is not restored. */
public enum Exclusion {
    SETTING("it is a setting of the session"),
    DATABASE("databases are created only with --create"),
    KIND("entries of its kind are left out"),
    SECTION("its section is not restored"),
    LIST("it is not in the list"),
    PARENT("the object it belongs to is not restored"),
    NAME("its name was not selected"),
    CONTENT("it contains nothing that is restored");

    private final String reason;

    Exclusion(String reason) {
        this.reason = reason;
    }

    /** Returns the reason in words. */
    public String reason() {
        return reason;
    }
}
