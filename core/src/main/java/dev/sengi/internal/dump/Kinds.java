package dev.sengi.internal.dump;

import dev.sengi.internal.kind.BoundaryKind;
import dev.sengi.internal.kind.CatalogSource;
import dev.sengi.internal.kind.CollationKind;
import dev.sengi.internal.kind.ConversionKind;
import dev.sengi.internal.kind.DefaultAclKind;
import dev.sengi.internal.kind.EventTriggerKind;
import dev.sengi.internal.kind.ExtensionKind;
import dev.sengi.internal.kind.LargeObjectDataKind;
import dev.sengi.internal.kind.LargeObjectKind;
import dev.sengi.internal.kind.ObjectKind;
import dev.sengi.internal.kind.SchemaKind;
import dev.sengi.internal.kind.foreign.ForeignDataWrapperKind;
import dev.sengi.internal.kind.foreign.ServerKind;
import dev.sengi.internal.kind.operator.AccessMethodKind;
import dev.sengi.internal.kind.operator.OperatorClassKind;
import dev.sengi.internal.kind.operator.OperatorFamilyKind;
import dev.sengi.internal.kind.operator.OperatorKind;
import dev.sengi.internal.kind.replication.PublicationKind;
import dev.sengi.internal.kind.replication.PublicationSchemaKind;
import dev.sengi.internal.kind.replication.PublicationTableKind;
import dev.sengi.internal.kind.replication.SubscriptionKind;
import dev.sengi.internal.kind.replication.SubscriptionTableKind;
import dev.sengi.internal.kind.routine.AggregateKind;
import dev.sengi.internal.kind.routine.CastKind;
import dev.sengi.internal.kind.routine.FunctionKind;
import dev.sengi.internal.kind.routine.ProceduralLanguageKind;
import dev.sengi.internal.kind.routine.TransformKind;
import dev.sengi.internal.kind.search.TextSearchConfigurationKind;
import dev.sengi.internal.kind.search.TextSearchDictionaryKind;
import dev.sengi.internal.kind.search.TextSearchParserKind;
import dev.sengi.internal.kind.search.TextSearchTemplateKind;
import dev.sengi.internal.kind.table.CheckConstraintKind;
import dev.sengi.internal.kind.table.ColumnDefaultKind;
import dev.sengi.internal.kind.table.ForeignKeyKind;
import dev.sengi.internal.kind.table.IndexAttachKind;
import dev.sengi.internal.kind.table.IndexConstraintKind;
import dev.sengi.internal.kind.table.IndexKind;
import dev.sengi.internal.kind.table.InheritedColumns;
import dev.sengi.internal.kind.table.MaterializedViewDataKind;
import dev.sengi.internal.kind.table.PolicyKind;
import dev.sengi.internal.kind.table.RelationDataKind;
import dev.sengi.internal.kind.table.RuleKind;
import dev.sengi.internal.kind.table.SequenceSetKind;
import dev.sengi.internal.kind.table.StatisticsDataKind;
import dev.sengi.internal.kind.table.StatisticsKind;
import dev.sengi.internal.kind.table.TableAttachKind;
import dev.sengi.internal.kind.table.TableDataKind;
import dev.sengi.internal.kind.table.TableKind;
import dev.sengi.internal.kind.table.TriggerKind;
import dev.sengi.internal.kind.type.DomainConstraintKind;
import dev.sengi.internal.kind.type.ImplicitTypeKind;
import dev.sengi.internal.kind.type.ShellTypeKind;
import dev.sengi.internal.kind.type.TypeKind;
import java.util.ArrayList;
import java.util.List;

/**
 * All kinds of objects, in the order in which they are read.
 *
 * <p>The order is pg_dump's, which numbers objects as it reads them: it determines an archive's dump IDs and, through
 * them, the order of otherwise equal objects. While a kind adds its objects, it finds only those of earlier kinds.
 */
public final class Kinds {

    /** The kinds that are read first, to decide which tables' details are needed. */
    public static final List<ObjectKind<?>> OUTLINE = List.of(ExtensionKind.KIND, SchemaKind.KIND, TableKind.KIND);

    /** The kinds that are read after the tables to dump have been locked. */
    public static final List<CatalogSource> DETAILS = List.of(
            FunctionKind.KIND,
            TypeKind.KIND,
            ShellTypeKind.KIND,
            ImplicitTypeKind.KIND,
            DomainConstraintKind.KIND,
            ProceduralLanguageKind.KIND,
            AggregateKind.KIND,
            OperatorKind.KIND,
            AccessMethodKind.KIND,
            OperatorClassKind.KIND,
            OperatorFamilyKind.KIND,
            TextSearchParserKind.KIND,
            TextSearchTemplateKind.KIND,
            TextSearchDictionaryKind.KIND,
            TextSearchConfigurationKind.KIND,
            ForeignDataWrapperKind.KIND,
            ServerKind.KIND,
            DefaultAclKind.KIND,
            CollationKind.KIND,
            ConversionKind.KIND,
            CastKind.KIND,
            TransformKind.KIND,
            EventTriggerKind.KIND,
            RelationDataKind::readConfiguration,
            TableAttachKind.KIND,
            ColumnDefaultKind.KIND,
            CheckConstraintKind.KIND,
            InheritedColumns::read,
            IndexKind.KIND,
            IndexConstraintKind.KIND,
            IndexAttachKind.KIND,
            StatisticsKind.KIND,
            ForeignKeyKind.KIND,
            TriggerKind.KIND,
            RuleKind.KIND,
            PolicyKind.KIND,
            PublicationKind.KIND,
            PublicationTableKind.KIND,
            PublicationSchemaKind.KIND,
            SubscriptionKind.KIND,
            SubscriptionTableKind.KIND,
            TableDataKind.KIND,
            SequenceSetKind.KIND,
            MaterializedViewDataKind.KIND,
            LargeObjectKind.KIND,
            LargeObjectDataKind.KIND,
            StatisticsDataKind.KIND,
            BoundaryKind.PRE_DATA,
            BoundaryKind.POST_DATA);

    private Kinds() {}

    /** Returns all kinds in the order in which they are read. */
    public static List<ObjectKind<?>> all() {
        List<ObjectKind<?>> kinds = new ArrayList<>(OUTLINE);
        for (CatalogSource source : DETAILS) {
            if (source instanceof ObjectKind<?> kind) {
                kinds.add(kind);
            }
        }
        return kinds;
    }
}
