package dev.sengi.internal.catalog;

import dev.sengi.SengiException;
import java.util.HashMap;
import java.util.Map;

/** Names of the server's roles by OID. */
public final class Roles {
    private static final String QUERY = "select r.oid, r.rolname from pg_roles r";

    public static final FactSource SOURCE = FactSource.of(QUERY, Row.class, Roles::new);

    public record Row(long oid, String rolname) {}

    private final Map<Long, String> names = new HashMap<>();

    public Roles(Iterable<Row> rows) {
        for (Row row : rows) {
            names.put(row.oid(), row.rolname());
        }
    }

    /**
     * Returns the role's name.
     *
     * @throws dev.sengi.SengiException if a catalog refers to a role that no longer exists
     */
    public String name(long oid) {
        String name = names.get(oid);
        if (name == null) {
            throw new SengiException("role with OID " + oid + " does not exist");
        }
        return name;
    }
}
