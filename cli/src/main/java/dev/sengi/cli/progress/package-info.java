/** Shows the progress of {@code sengi dump} and {@code sengi restore}, and what they did. */
package dev.sengi.cli.progress;
