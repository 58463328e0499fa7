package dev.sengi;

/**
 * What {@link PgRestore#toList} and {@link PgRestore#toPlan} wrote. Immutable. Only Sengi implements this interface, and it
 * may get more methods.
 */
public interface ListReport {

    /** {@return the number of entries that are listed, or that the planned restore would restore} */
    int entries();
}
