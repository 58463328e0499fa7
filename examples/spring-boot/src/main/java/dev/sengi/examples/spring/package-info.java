/** Sengi in a Spring Boot service. */
package dev.sengi.examples.spring;
