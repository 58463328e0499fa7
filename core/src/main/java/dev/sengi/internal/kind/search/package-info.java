/** Text search parsers, templates, dictionaries and configurations. */
package dev.sengi.internal.kind.search;
