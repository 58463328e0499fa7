package dev.sengi.internal.kind;

import dev.sengi.internal.emit.Emission;

/** Objects that no extension owns, but that are dropped with one: dependencies of type {@code x}. */
public final class ExtensionLinks {

    private ExtensionLinks() {}

    /**
     * Returns a query's column {@code extensions}: the names of the extensions that the object depends on. Few objects
     * depend on any, so these objects are found first, and only their extensions are looked up.
     */
    public static String column(String catalog, String oid) {
        return """
                case when %oid in (
                        select l.objid from pg_depend l where l.classid = '%catalog'::regclass and l.deptype = 'x')
                    then array(
                        select e.extname
                        from pg_depend x
                            join pg_extension e on e.oid = x.refobjid
                        where x.classid = '%catalog'::regclass and x.objid = %oid and x.deptype = 'x'
                            and x.refclassid = 'pg_extension'::regclass)
                    else '{}'
                end as extensions""".replace("%catalog", catalog).replace("%oid", oid);
    }

    /**
     * Returns the commands that link the object to the extensions, each preceded by a newline; empty if there are no
     * extensions.
     *
     * @param object what ALTER names, such as {@code INDEX public.i}
     */
    public static String commands(String object, String[] extensions, Emission out) {
        StringBuilder sql = new StringBuilder();
        for (String extension : extensions) {
            sql.append("\nALTER ")
                    .append(object)
                    .append(" DEPENDS ON EXTENSION ")
                    .append(out.id(extension))
                    .append(';');
        }
        return sql.toString();
    }
}
