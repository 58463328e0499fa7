package dev.sengi.internal.script.read;

/** A statement or command of a script. */
public sealed interface ScriptPart permits Statement, PsqlCommand {

    /** Returns the number of the line where it starts, from 1. */
    long line();
}
