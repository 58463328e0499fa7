package dev.sengi.internal.restore.plain;

/** What a script consists of. */
sealed interface ScriptPart permits Statement, PsqlCommand {

    /** Returns the number of the line on which it begins, from 1. */
    long line();
}
