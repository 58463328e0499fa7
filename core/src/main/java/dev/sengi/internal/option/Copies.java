package dev.sengi.internal.option;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Copies of options, changed or not; the originals never change. */
public final class Copies {

    private Copies() {}

    /** Clones an object. */
    interface Clone<T> {
        T of(T original) throws CloneNotSupportedException;
    }

    static <T> T of(T original, Clone<T> clone) {
        try {
            return clone.of(original);
        } catch (CloneNotSupportedException e) {
            throw new AssertionError(e);
        }
    }

    /** Returns the set with one more element. */
    public static <E extends Enum<E>> Set<E> with(Set<E> set, E added) {
        EnumSet<E> all = EnumSet.of(added);
        all.addAll(set);
        return all;
    }

    /** Returns the list with one more element at its end. */
    public static <T> List<T> with(List<T> list, T added) {
        List<T> all = new ArrayList<>(list);
        all.add(added);
        return List.copyOf(all);
    }
}
