/**
 * Dumps of whole clusters: roles, tablespaces and parameters' privileges, then each database with the dump's pipeline. See
 * {@link dev.sengi.internal.cluster.ClusterPipeline}.
 */
package dev.sengi.internal.cluster;
