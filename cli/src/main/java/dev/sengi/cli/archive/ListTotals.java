package dev.sengi.cli.archive;

import dev.sengi.archive.DataKind;
import dev.sengi.archive.internal.inventory.InventoryItem;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Sums over entries; a sum is empty if any of its terms is unknown.
 *
 * @param withData number of entries that have data
 */
record ListTotals(long withData, OptionalLong storedSize, OptionalLong dataSize, OptionalLong rows) {

    static ListTotals of(List<InventoryItem> items) {
        Predicate<InventoryItem> data = item -> item.entry().hadDumper();
        Predicate<InventoryItem> table = item -> item.entry().type().data() == DataKind.ROWS;
        return new ListTotals(
                items.stream().filter(data).count(),
                sum(items, data, InventoryItem::storedSize),
                sum(items, data, InventoryItem::dataSize),
                sum(items, data.and(table), InventoryItem::rows));
    }

    private static OptionalLong sum(
            List<InventoryItem> items, Predicate<InventoryItem> counts, Function<InventoryItem, OptionalLong> number) {
        long sum = 0;
        for (InventoryItem item : items) {
            if (counts.test(item)) {
                OptionalLong part = number.apply(item);
                if (part.isEmpty()) {
                    return part;
                }
                sum += part.getAsLong();
            }
        }
        return OptionalLong.of(sum);
    }
}
