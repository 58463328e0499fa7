package dev.sengi.internal.conninfo;

import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Calendar;
import java.util.Locale;
import java.util.TimeZone;

/**
 * Loads the classes needed between a session's start and its first command, before the session is opened. A server may
 * end a session that has been idle for a few milliseconds, and these classes have to be loaded anyway.
 */
public final class Preloading {
    static final String[] OWN = {
        "dev.sengi.internal.ddl.Quoting",
        "dev.sengi.internal.dump.DumpPipeline",
        "dev.sengi.internal.restore.database.RestoreConnection",
        "dev.sengi.internal.restore.database.SavedSettings",
        "dev.sengi.internal.restore.database.SessionState",
        "dev.sengi.internal.session.BytewiseText",
        "dev.sengi.internal.session.ServerFacts",
        "dev.sengi.internal.session.ServerMessage",
        "dev.sengi.internal.session.SessionEncoding",
        "dev.sengi.internal.session.SnapshotSettings",
        "dev.sengi.internal.session.SnapshotSource",
        "dev.sengi.internal.session.SnapshotTransaction",
        "dev.sengi.internal.session.SupportedServers",
        "dev.sengi.internal.conninfo.SessionAttributes"
    };

    /** Classes that the driver's version does not have are skipped. */
    private static final String[] DRIVER = {
        "org.postgresql.core.AuthMethod",
        "org.postgresql.core.CachedQuery",
        "org.postgresql.core.CachedQueryCreateAction",
        "org.postgresql.core.CallableQueryKey",
        "org.postgresql.core.CommandCompleteParser",
        "org.postgresql.core.Field",
        "org.postgresql.core.NativeQuery",
        "org.postgresql.core.Parser",
        "org.postgresql.core.Parser$SqlParseState",
        "org.postgresql.core.QueryExecutorCloseAction",
        "org.postgresql.core.QueryWithReturningColumnsKey",
        "org.postgresql.core.ResultHandlerDelegate",
        "org.postgresql.core.SqlCommand",
        "org.postgresql.core.Tuple",
        "org.postgresql.core.Utils",
        "org.postgresql.core.v3.ChannelBinding",
        "org.postgresql.core.v3.CompositeQuery",
        "org.postgresql.core.v3.CopyDualImpl",
        "org.postgresql.core.v3.CopyInImpl",
        "org.postgresql.core.v3.CopyOutImpl",
        "org.postgresql.core.v3.DefaultSqlSerializationContext",
        "org.postgresql.core.v3.ExecuteRequest",
        "org.postgresql.core.v3.Portal",
        "org.postgresql.core.v3.QueryExecutorImpl",
        "org.postgresql.core.v3.QueryExecutorImpl$1",
        "org.postgresql.core.v3.QueryExecutorImpl$4",
        "org.postgresql.core.v3.SimpleParameterList",
        "org.postgresql.core.v3.SimpleQuery",
        "org.postgresql.core.v3.adaptivefetch.AdaptiveFetchCache",
        "org.postgresql.core.v3.replication.V3ReplicationProtocol",
        "org.postgresql.geometric.PGbox",
        "org.postgresql.geometric.PGcircle",
        "org.postgresql.geometric.PGline",
        "org.postgresql.geometric.PGlseg",
        "org.postgresql.geometric.PGpath",
        "org.postgresql.geometric.PGpoint",
        "org.postgresql.geometric.PGpolygon",
        "org.postgresql.hostchooser.GlobalHostStatusTracker",
        "org.postgresql.jdbc.ArrayDecoding",
        "org.postgresql.jdbc.ArrayEncoding",
        "org.postgresql.jdbc.AutoSave",
        "org.postgresql.jdbc.EscapeSyntaxCallMode",
        "org.postgresql.jdbc.FieldMetadata",
        "org.postgresql.jdbc.PSQLWarningWrapper",
        "org.postgresql.jdbc.PgArray",
        "org.postgresql.jdbc.PgConnection",
        "org.postgresql.jdbc.PgConnectionCleaningAction",
        "org.postgresql.jdbc.PgDatabaseMetaData",
        "org.postgresql.jdbc.PgPreparedStatement",
        "org.postgresql.jdbc.PgResultSet",
        "org.postgresql.jdbc.PgStatement",
        "org.postgresql.jdbc.PgStatement$StatementResultHandler",
        "org.postgresql.jdbc.QueryExecutorTimeZoneProvider",
        "org.postgresql.jdbc.ResultWrapper",
        "org.postgresql.jdbc.TimestampUtils",
        "org.postgresql.jdbc.TypeInfoCache",
        "org.postgresql.util.LazyCleanerImpl",
        "org.postgresql.util.LruCache",
        "org.postgresql.util.PGInterval",
        "org.postgresql.util.PGmoney",
        "org.postgresql.util.internal.IntSet"
    };

    private static boolean ownLoaded;
    private static boolean driverLoaded;

    private Preloading() {}

    /** Loads the classes on the first call. */
    static synchronized void finish() {
        finishDriver();
        if (!ownLoaded) {
            ownLoaded = true;
            load(OWN);
        }
    }

    /**
     * Loads only the driver's classes, on the first call. Another thread may do this in advance: nothing else uses the
     * classes before {@link #finish()}, so two threads never initialize interdependent classes.
     */
    public static synchronized void finishDriver() {
        if (driverLoaded) {
            return;
        }
        driverLoaded = true;
        load(DRIVER);
        // A dump starts by getting the local time, and the driver creates a calendar, which loads the locale's
        // resources.
        var unused = ZonedDateTime.now(ZoneId.systemDefault());
        Calendar.getInstance(TimeZone.getTimeZone(ZoneOffset.UTC), Locale.ROOT);
    }

    private static void load(String[] names) {
        ClassLoader loader = Preloading.class.getClassLoader();
        for (String name : names) {
            try {
                Class.forName(name, true, loader);
            } catch (ClassNotFoundException | LinkageError e) {
                // Harmless: loading classes early only saves time.
            }
        }
    }
}
