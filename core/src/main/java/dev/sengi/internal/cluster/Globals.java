package dev.sengi.internal.cluster;

import dev.sengi.internal.catalog.QueryBatch;
import dev.sengi.internal.option.ClusterOptions;
import dev.sengi.internal.session.SnapshotTransaction;
import java.util.Map;

/**
 * A cluster's objects outside databases, and the list of its databases, read in one or two round trips.
 *
 * @param roles null, like everything that belongs to roles, if roles are not dumped
 * @param tablespaces null if tablespaces are not dumped
 */
record Globals(
        DatabaseList databases,
        GlobalRoles roles,
        GlobalRoleSettings settings,
        GlobalMemberships memberships,
        GlobalParameters parameters,
        GlobalTablespaces tablespaces,
        GlobalLabels labels) {

    static Globals read(SnapshotTransaction transaction, ClusterOptions options) {
        QueryBatch batch = QueryBatch.of(transaction, false, Map.of());
        boolean ofRoles = options.roles();
        Globals globals = new Globals(
                new DatabaseList(batch, options, transaction.facts(), ofPatterns(transaction, options)),
                ofRoles ? new GlobalRoles(batch, options) : null,
                ofRoles ? new GlobalRoleSettings(batch, options) : null,
                ofRoles ? new GlobalMemberships(batch, options) : null,
                ofRoles ? new GlobalParameters(batch) : null,
                options.tablespaces() ? new GlobalTablespaces(batch) : null,
                new GlobalLabels(batch));
        batch.run();
        return globals;
    }

    /** Returns the encoding of patterns, which pg_dumpall matches before it sets the dump's encoding. */
    private static String ofPatterns(SnapshotTransaction transaction, ClusterOptions options) {
        boolean another = !options.excluded().isEmpty() && options.common().encoding() != null;
        return another ? transaction.ownEncoding() : transaction.facts().encoding();
    }
}
