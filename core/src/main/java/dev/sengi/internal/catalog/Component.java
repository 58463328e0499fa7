package dev.sengi.internal.catalog;

import java.util.Set;

/** The parts of an object that are dumped or left out individually. */
public enum Component {
    DEFINITION,
    DATA,
    COMMENT,
    SECURITY_LABEL,
    ACL,
    POLICY,
    USER_MAPPING;

    /** Every part that an object can have. */
    public static final Set<Component> ALL = Set.of(values());
}
