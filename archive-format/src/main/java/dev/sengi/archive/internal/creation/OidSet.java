package dev.sengi.archive.internal.creation;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

/**
 * The OIDs of an entry's large objects, of which there may be millions. Compact if they ascend, as in pg_dump's
 * archives.
 */
final class OidSet {
    private static final int FIRST_SIZE = 16;

    /** Each OID that was greater than all before it, mapped to a signed number so that the order is the same. */
    private int[] ascending = new int[FIRST_SIZE];

    private int count;
    private final Set<Integer> others = new HashSet<>();

    /** Adds an OID, and returns false if the set already contains it. */
    boolean add(long oid) {
        int number = (int) oid ^ Integer.MIN_VALUE;
        if (count > 0 && number <= ascending[count - 1]) {
            return Arrays.binarySearch(ascending, 0, count, number) < 0 && others.add(number);
        }
        if (count == ascending.length) {
            ascending = Arrays.copyOf(ascending, count + count / 2);
        }
        ascending[count++] = number;
        return true;
    }
}
