package dev.sengi.internal.session;

import java.lang.reflect.Field;

/** Fields of pgjdbc's objects that have no accessor, by names that exist in all supported versions. */
public final class DriverFields {

    private DriverFields() {}

    public static Object value(Object object, String name) throws ReflectiveOperationException {
        return of(object, name).get(object);
    }

    /** Returns the field from the object's class or the nearest superclass that declares it. */
    public static Field of(Object object, String name) throws NoSuchFieldException {
        for (Class<?> type = object.getClass(); type != null; type = type.getSuperclass()) {
            for (Field field : type.getDeclaredFields()) {
                if (field.getName().equals(name)) {
                    field.setAccessible(true);
                    return field;
                }
            }
        }
        throw new NoSuchFieldException(name);
    }
}
