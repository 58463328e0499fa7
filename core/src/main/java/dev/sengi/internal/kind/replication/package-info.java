/** Publications and subscriptions. */
package dev.sengi.internal.kind.replication;
