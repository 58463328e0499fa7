/** Operators, their classes and families, and access methods. */
package dev.sengi.internal.kind.operator;
