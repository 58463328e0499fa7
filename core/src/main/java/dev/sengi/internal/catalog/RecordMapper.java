package dev.sengi.internal.catalog;

import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Turns each row of a result into a record: each component gets the column with the same name, ignoring case.
 *
 * <p>An SQL NULL becomes null, or 0 or false if the component is primitive; arrays are read from their text form.
 */
final class RecordMapper<T> implements RowReader<List<T>> {
    private final Class<?>[] types;
    private final String[] names;
    private final Constructor<T> constructor;

    RecordMapper(Class<T> recordType) {
        RecordComponent[] components = recordType.getRecordComponents();
        types = Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        names = Arrays.stream(components)
                .map(c -> c.getName().toLowerCase(Locale.ROOT))
                .toArray(String[]::new);
        // Plain reflection: method handles generate about six classes per record shape, which takes a third of a short
        // run.
        try {
            constructor = recordType.getDeclaredConstructor(types);
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(recordType + " cannot be made from rows", e);
        }
        constructor.setAccessible(true);
    }

    @Override
    public String[] columns() {
        return names.clone();
    }

    @Override
    public List<T> read(RowCursor rows) throws SQLException {
        List<T> result = new ArrayList<>();
        Object[] values = new Object[types.length];
        while (rows.next()) {
            for (int i = 0; i < types.length; i++) {
                values[i] = value(rows, i);
            }
            result.add(construct(values));
        }
        return result;
    }

    private T construct(Object[] values) {
        try {
            return constructor.newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(constructor + " failed", e);
        }
    }

    private Object value(RowCursor rows, int column) throws SQLException {
        Class<?> type = types[column];
        if (type == long.class) {
            return rows.number(column);
        } else if (type == int.class) {
            return (int) rows.number(column);
        }
        return value(rows.text(column), type);
    }

    private static Object value(String text, Class<?> type) {
        if (type == String.class) {
            return text;
        } else if (type == boolean.class) {
            return "t".equals(text);
        } else if (type == char.class) {
            return text == null || text.isEmpty() ? '\0' : text.charAt(0);
        } else if (type == float.class) {
            return text == null ? 0f : Float.parseFloat(text);
        } else if (type == String[].class) {
            return text == null ? null : PgArrays.strings(text);
        } else if (type == long[].class) {
            return text == null ? null : PgArrays.longs(text);
        } else if (type == boolean[].class) {
            return text == null ? null : PgArrays.booleans(text);
        }
        throw new IllegalStateException("no column becomes a " + type);
    }
}
