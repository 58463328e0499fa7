package dev.sengi.cli.archive;

import dev.sengi.archive.internal.inventory.InventoryItem;
import dev.sengi.cli.command.CommandException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Function;

/**
 * The order in which {@code sengi list} shows entries. Entries of unknown size or row count come last in either
 * direction.
 */
enum ListOrder {
    ID {
        @Override
        Comparator<InventoryItem> comparator(boolean reverse, boolean stored) {
            return directed(Comparator.comparing(item -> item.entry().dumpId()), reverse);
        }
    },
    NAME {
        @Override
        Comparator<InventoryItem> comparator(boolean reverse, boolean stored) {
            return directed(byName().thenComparing(item -> item.entry().desc()), reverse);
        }
    },
    KIND {
        @Override
        Comparator<InventoryItem> comparator(boolean reverse, boolean stored) {
            Comparator<InventoryItem> byKind =
                    Comparator.comparing(item -> item.entry().desc());
            return directed(byKind.thenComparing(byName()), reverse);
        }
    },
    SIZE {
        @Override
        Comparator<InventoryItem> comparator(boolean reverse, boolean stored) {
            return largestFirst(stored ? InventoryItem::storedSize : InventoryItem::dataSize, reverse);
        }
    },
    ROWS {
        @Override
        Comparator<InventoryItem> comparator(boolean reverse, boolean stored) {
            return largestFirst(InventoryItem::rows, reverse);
        }
    };

    /** @throws CommandException if the key is unknown */
    static ListOrder parse(String key) {
        return switch (key) {
            case "id" -> ID;
            case "name" -> NAME;
            case "kind" -> KIND;
            case "size" -> SIZE;
            case "rows" -> ROWS;
            default ->
                throw CommandException.fatal("unrecognized sort key \"" + key
                        + "\"; please specify \"id\", \"name\", \"kind\", \"size\", or \"rows\"");
        };
    }

    abstract Comparator<InventoryItem> comparator(boolean reverse, boolean stored);

    /** @param order null for the archive's order */
    static List<InventoryItem> sorted(List<InventoryItem> items, ListOrder order, boolean reverse) {
        List<InventoryItem> sorted = new ArrayList<>(items);
        if (order != null) {
            boolean stored = items.stream().anyMatch(item -> item.storedSize().isPresent());
            sorted.sort(order.comparator(reverse, stored));
        } else if (reverse) {
            Collections.reverse(sorted);
        }
        return sorted;
    }

    private static Comparator<InventoryItem> byName() {
        Comparator<InventoryItem> bySchema = Comparator.comparing(
                item -> item.entry().namespace() == null ? "" : item.entry().namespace());
        return bySchema.thenComparing(item -> item.entry().tag());
    }

    private static Comparator<InventoryItem> directed(Comparator<InventoryItem> comparator, boolean reverse) {
        return reverse ? comparator.reversed() : comparator;
    }

    private static Comparator<InventoryItem> largestFirst(
            Function<InventoryItem, OptionalLong> number, boolean reverse) {
        Comparator<InventoryItem> known =
                Comparator.comparing(item -> number.apply(item).isEmpty());
        Comparator<InventoryItem> smallestFirst =
                Comparator.comparing(item -> number.apply(item).orElse(0));
        return known.thenComparing(reverse ? smallestFirst : smallestFirst.reversed());
    }
}
