package dev.sengi.internal.session;

/** Rethrows any throwable unchanged, even an undeclared checked exception: callers in other languages throw these. */
public final class Rethrowing {
    private Rethrowing() {}

    /** Throws the throwable; declared to return it, so that callers can write {@code throw}. */
    public static RuntimeException unchanged(Throwable e) {
        throw Rethrowing.<RuntimeException>unchecked(e);
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <E extends Throwable> E unchecked(Throwable e) throws E {
        throw (E) e;
    }
}
