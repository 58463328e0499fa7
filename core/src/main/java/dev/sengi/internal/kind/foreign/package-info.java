/** Foreign-data wrappers, servers and user mappings. */
package dev.sengi.internal.kind.foreign;
