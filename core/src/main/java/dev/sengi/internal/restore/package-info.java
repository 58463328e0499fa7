/** The restore's pipeline, and its outputs that read data: databases, with one session or several, and scripts. */
package dev.sengi.internal.restore;
