/** Shows the progress and the results of {@code sengi dump} and {@code sengi restore}. */
package dev.sengi.cli.progress;
