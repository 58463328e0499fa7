package dev.sengi.internal.kind.type;

import dev.sengi.internal.catalog.Catalog;
import dev.sengi.internal.catalog.CatalogBuilder;
import dev.sengi.internal.catalog.CatalogId;
import dev.sengi.internal.catalog.CatalogObject;
import dev.sengi.internal.catalog.Component;
import dev.sengi.internal.catalog.SortPriority;
import dev.sengi.internal.depend.Mark;
import dev.sengi.internal.emit.Emission;
import dev.sengi.internal.kind.DefinedKind;
import dev.sengi.internal.select.Choices;
import java.util.EnumSet;
import java.util.Set;

/**
 * Shell types: the bare names of base and range types, declared before the functions that implement the types.
 *
 * <p>Every such type that is defined in the dump has one; it is written only if it has {@link Mark#SHELL_NEEDED}.
 */
public final class ShellTypeKind extends DefinedKind<ShellTypeKind.Row> {
    public static final ShellTypeKind KIND = new ShellTypeKind();

    /** @param type the type that the shell becomes */
    public record Row(CatalogObject<TypeKind.Row> type) {}

    ShellTypeKind() {
        super(SortPriority.TYPE, 0, "SHELL TYPE");
    }

    @Override
    public String describe(Catalog catalog, CatalogObject<Row> shell) {
        return "SHELL TYPE " + shell.name();
    }

    /** Adds the shell of a type that has just been added. */
    void add(CatalogBuilder catalog, CatalogObject<TypeKind.Row> type) {
        catalog.add(this, CatalogId.NONE, type.name(), type.namespace(), new Row(type));
    }

    /** Returns the type's shell, or null if it has none. */
    public CatalogObject<Row> shellOf(Catalog catalog, CatalogObject<?> type) {
        // The shell is numbered right after its type.
        CatalogObject<?> next = catalog.object(type.dumpId() + 1);
        return next != null && next.row() instanceof Row row && row.type() == type ? asShell(next) : null;
    }

    @SuppressWarnings("unchecked")
    private static CatalogObject<Row> asShell(CatalogObject<?> object) {
        return (CatalogObject<Row>) object;
    }

    @Override
    public Set<Component> select(CatalogObject<Row> shell, Choices choices) {
        return choices.has(shell.row().type(), Component.DEFINITION) ? EnumSet.of(Component.DEFINITION) : Set.of();
    }

    @Override
    protected boolean hasEntries(CatalogObject<Row> shell, Emission out) {
        return out.has(shell, Mark.SHELL_NEEDED);
    }

    @Override
    protected String owner(CatalogObject<Row> shell, Emission out) {
        return out.role(shell.row().type().row().typowner());
    }

    /** There is no DROP command, which keeps a restore from changing the owner of a type that is still incomplete. */
    @Override
    protected String create(CatalogObject<Row> shell, Emission out) {
        TypeKind.Row type = shell.row().type().row();
        return out.upgrade().typeOids(type.oid(), type.typarray()) + "CREATE TYPE " + out.qualified(shell) + ";\n";
    }
}
