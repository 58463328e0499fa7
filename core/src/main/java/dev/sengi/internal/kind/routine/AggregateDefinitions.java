package dev.sengi.internal.kind.routine;

import dev.sengi.internal.catalog.CatalogObject;
import dev.sengi.internal.emit.Emission;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The definitions of aggregates in the schemas that are dumped. */
final class AggregateDefinitions {
    static final String QUERY = """
            select p.oid, a.aggkind, p.proparallel,
                pg_get_function_arguments(p.oid) as arguments,
                a.aggtransfn, a.aggtranstype::regtype as aggtranstype, a.aggtransspace, a.agginitval,
                a.aggfinalfn, a.aggfinalextra, [[11: a.aggfinalmodify | null]] as aggfinalmodify,
                a.aggcombinefn, a.aggserialfn, a.aggdeserialfn,
                a.aggmtransfn, a.aggminvtransfn, a.aggmtranstype::regtype as aggmtranstype,
                a.aggmtransspace, a.aggminitval,
                a.aggmfinalfn, a.aggmfinalextra, [[11: a.aggmfinalmodify | null]] as aggmfinalmodify,
                [[19: p.prosupport | '-']] as prosupport,
                o.oprname as sortopname,
                (select n.nspname from pg_namespace n where n.oid = o.oprnamespace) as sortopnspname
            from pg_proc p
                join pg_aggregate a on a.aggfnoid = p.oid
                left join pg_operator o on o.oid = a.aggsortop
            where p.pronamespace = any (:definedSchemas)
            """;

    private static final String NO_FUNCTION = "-";

    /**
     * @param aggkind {@code n}ormal, {@code o}rdered-set or {@code h}ypothetical-set
     * @param arguments the arguments as SQL
     * @param aggtransfn this and the other functions and types as SQL, {@code -} for none
     * @param aggtransspace the estimated size of the state in bytes, 0 for the default
     * @param agginitval the initial state as text, or null
     * @param aggfinalmodify whether the final function changes the state: {@code r}ead-only, {@code s}hareable,
     *     read-{@code w}rite; 0 if the server does not record it
     * @param prosupport the planner support function as SQL, {@code -} for none
     * @param sortopname the sort operator's name, or null
     */
    record Row(
            long oid,
            char aggkind,
            char proparallel,
            String arguments,
            String aggtransfn,
            String aggtranstype,
            int aggtransspace,
            String agginitval,
            String aggfinalfn,
            boolean aggfinalextra,
            char aggfinalmodify,
            String aggcombinefn,
            String aggserialfn,
            String aggdeserialfn,
            String aggmtransfn,
            String aggminvtransfn,
            String aggmtranstype,
            int aggmtransspace,
            String aggminitval,
            String aggmfinalfn,
            boolean aggmfinalextra,
            char aggmfinalmodify,
            String prosupport,
            String sortopname,
            String sortopnspname) {

        /** Returns whether CREATE AGGREGATE would assume the same: ordered-set aggregates sort their state in place. */
        private boolean isDefaultModify(char modify) {
            return modify == 0 || modify == (aggkind == 'n' ? 'r' : 'w');
        }
    }

    private final Map<Long, Row> byAggregate = new HashMap<>();

    AggregateDefinitions(Iterable<Row> rows) {
        rows.forEach(row -> byAggregate.put(row.oid(), row));
    }

    /** Returns all arguments of an aggregate as SQL, or null if it has been dropped since the snapshot. */
    String arguments(CatalogObject<RoutineRow> aggregate) {
        return byAggregate.get(aggregate.oid()).arguments();
    }

    String definition(CatalogObject<RoutineRow> aggregate, Emission out) {
        Row row = byAggregate.get(aggregate.oid());
        List<String> options = new ArrayList<>();
        addState(options, row, out);
        addParallel(options, row);
        addMoving(options, row, out);
        addProperties(options, row, out);
        String arguments = aggregate.row().proargtypes().length == 0 ? "*" : row.arguments();
        return "CREATE AGGREGATE " + out.qualified(aggregate) + "(" + arguments + ") (\n    "
                + String.join(",\n    ", options) + "\n);\n";
    }

    private static void addState(List<String> options, Row row, Emission out) {
        options.add("SFUNC = " + row.aggtransfn());
        options.add("STYPE = " + row.aggtranstype());
        if (row.aggtransspace() != 0) {
            options.add("SSPACE = " + row.aggtransspace());
        }
        if (row.agginitval() != null) {
            options.add("INITCOND = " + out.literal(row.agginitval()));
        }
        addFinal(options, "FINALFUNC", row.aggfinalfn(), row.aggfinalextra(), row.aggfinalmodify(), row);
    }

    private static void addFinal(
            List<String> options, String option, String function, boolean extra, char modify, Row row) {
        if (function.equals(NO_FUNCTION)) {
            return;
        }
        options.add(option + " = " + function);
        if (extra) {
            options.add(option + "_EXTRA");
        }
        if (!row.isDefaultModify(modify)) {
            options.add(option + "_MODIFY = "
                    + switch (modify) {
                        case 'r' -> "READ_ONLY";
                        case 's' -> "SHAREABLE";
                        default -> "READ_WRITE";
                    });
        }
    }

    private static void addParallel(List<String> options, Row row) {
        addFunction(options, "COMBINEFUNC", row.aggcombinefn());
        addFunction(options, "SERIALFUNC", row.aggserialfn());
        addFunction(options, "DESERIALFUNC", row.aggdeserialfn());
    }

    private static void addFunction(List<String> options, String option, String function) {
        if (!function.equals(NO_FUNCTION)) {
            options.add(option + " = " + function);
        }
    }

    private static void addMoving(List<String> options, Row row, Emission out) {
        if (!row.aggmtransfn().equals(NO_FUNCTION)) {
            options.add("MSFUNC = " + row.aggmtransfn());
            options.add("MINVFUNC = " + row.aggminvtransfn());
            options.add("MSTYPE = " + row.aggmtranstype());
        }
        if (row.aggmtransspace() != 0) {
            options.add("MSSPACE = " + row.aggmtransspace());
        }
        if (row.aggminitval() != null) {
            options.add("MINITCOND = " + out.literal(row.aggminitval()));
        }
        addFinal(options, "MFINALFUNC", row.aggmfinalfn(), row.aggmfinalextra(), row.aggmfinalmodify(), row);
    }

    private static void addProperties(List<String> options, Row row, Emission out) {
        if (row.sortopname() != null) {
            options.add("SORTOP = OPERATOR(" + out.id(row.sortopnspname()) + "." + row.sortopname() + ")");
        }
        addFunction(options, "SUPPORT", row.prosupport());
        if (row.aggkind() == 'h') {
            options.add("HYPOTHETICAL");
        }
        if (row.proparallel() == 's') {
            options.add("PARALLEL = safe");
        } else if (row.proparallel() == 'r') {
            options.add("PARALLEL = restricted");
        }
    }
}
