package dev.sengi.internal.restore.plain;

/** A statement or command of a script. */
sealed interface ScriptPart permits Statement, PsqlCommand {

    /** Returns the number of the line where it starts, from 1. */
    long line();
}
