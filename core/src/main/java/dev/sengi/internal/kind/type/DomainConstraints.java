package dev.sengi.internal.kind.type;

import dev.sengi.internal.catalog.CatalogBuilder;
import dev.sengi.internal.catalog.CatalogObject;
import dev.sengi.internal.catalog.CatalogRow;
import dev.sengi.internal.depend.Mark;
import dev.sengi.internal.emit.Emission;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The constraints of each domain, by name. */
final class DomainConstraints {
    static final String QUERY = """
            select c.tableoid, c.oid, c.conname, c.contype, c.contypid, c.convalidated,
                pg_get_constraintdef(c.oid) as condef
            from pg_constraint c
                join pg_type t on t.oid = c.contypid
            where c.contypid > 0 and c.contype in ('c', 'n') and t.typnamespace = any (:schemas)
            order by c.contypid, c.conname
            """;

    /**
     * @param contype {@code c} for CHECK, {@code n} for NOT NULL
     * @param contypid OID of the domain
     */
    record Row(
            long tableoid, long oid, String conname, char contype, long contypid, boolean convalidated, String condef)
            implements CatalogRow {}

    private final Map<Long, List<Row>> rows = new HashMap<>();
    private final Map<Long, List<CatalogObject<DomainConstraintKind.Row>>> byDomain = new HashMap<>();

    DomainConstraints(Iterable<Row> read) {
        for (Row row : read) {
            rows.computeIfAbsent(row.contypid(), k -> new ArrayList<>()).add(row);
        }
    }

    /** Adds the constraints of a domain that has just been added. */
    void addTo(CatalogBuilder catalog, CatalogObject<TypeKind.Row> domain) {
        List<CatalogObject<DomainConstraintKind.Row>> added = new ArrayList<>();
        for (Row row : rows.getOrDefault(domain.oid(), List.of())) {
            added.add(catalog.add(
                    DomainConstraintKind.KIND,
                    row.id(),
                    row.conname(),
                    domain.namespace(),
                    new DomainConstraintKind.Row(domain, row.contype(), row.convalidated(), row.condef())));
        }
        byDomain.put(domain.oid(), added);
    }

    private Stream<CatalogObject<DomainConstraintKind.Row>> inline(
            CatalogObject<TypeKind.Row> domain, char contype, Emission out) {
        return byDomain.getOrDefault(domain.oid(), List.of()).stream()
                .filter(c -> c.row().contype() == contype && !out.has(c, Mark.SEPARATE));
    }

    /** Returns the clauses of the checks that belong in the domain's definition. */
    String inlineChecks(CatalogObject<TypeKind.Row> domain, Emission out) {
        return inline(domain, 'c', out)
                .map(c -> "\n\tCONSTRAINT " + out.id(c.name()) + " " + c.row().condef())
                .collect(Collectors.joining());
    }

    /**
     * Returns the clause of the not-null constraint of a domain that has one; empty if it is written separately.
     *
     * <p>The constraint's name, which servers record since PostgreSQL 17, is omitted if it is the default one.
     */
    String inlineNotNull(CatalogObject<TypeKind.Row> domain, Emission out) {
        if (byDomain.getOrDefault(domain.oid(), List.of()).stream()
                .noneMatch(c -> c.row().contype() == 'n')) {
            return " NOT NULL";
        }
        return inline(domain, 'n', out)
                .map(c -> c.name().equals(domain.name() + "_not_null")
                        ? " NOT NULL"
                        : " CONSTRAINT " + out.id(c.name()) + " " + c.row().condef())
                .collect(Collectors.joining());
    }

    /** Writes the comments on the constraints that are in the domain's definition: checks first. */
    void emitInlineComments(CatalogObject<TypeKind.Row> domain, Emission out) {
        Stream.concat(inline(domain, 'c', out), inline(domain, 'n', out))
                .forEach(c -> DomainConstraintKind.emitComment(c, domain.dumpId(), out));
    }
}
