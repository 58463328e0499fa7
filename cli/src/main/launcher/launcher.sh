#!/bin/sh
# Starts the command that this file is named after: pg_dump, pg_restore or sengi.
# JAVA_HOME says which Java to use, otherwise PATH does; SENGI_JAVA_OPTS are handed to it.

file=$0
while [ -h "$file" ]; do
    target=$(readlink "$file")
    case $target in
        /*) file=$target ;;
        *) file=${file%/*}/$target ;;
    esac
done
case $file in
    */*) folder=${file%/*} ;;
    *) folder=. ;;
esac

if [ -n "$JAVA_HOME" ] && [ -x "$JAVA_HOME/bin/java" ]; then
    java=$JAVA_HOME/bin/java
elif command -v java > /dev/null 2>&1; then
    java=java
else
    echo "${file##*/}: error: no Java found: set JAVA_HOME, or put java into PATH" >&2
    exit 1
fi

# Flags for a quick start. A dump or restore waits for the server and compresses in native code, so that Java's slower
# compiler costs more than it gains, except for INSERT commands and the work of sengi, which are made in Java. zstd's
# library is native code, which newer Javas want announced.
quick="-XX:+UseSerialGC -XX:-UsePerfData"
# A machine's memory decides how much garbage may gather: not much is wanted, and no word of it where there is less.
quick="$quick -XX:MaxNewSize=128m -Xlog:gc+ergo=error"
case "${file##*/} $*" in
    *insert* | sengi*)
        quick="$quick -XX:Tier4InvocationThreshold=50000 -XX:Tier4MinInvocationThreshold=20000"
        quick="$quick -XX:Tier4CompileThreshold=100000 -XX:Tier4BackEdgeThreshold=800000"
        ;;
    *) quick="$quick -XX:TieredStopAtLevel=1" ;;
esac
# Shells let their background jobs ignore SIGINT, and Java keeps to that; PostgreSQL's programs end by it all the same.
heeding=
if env --default-signal=INT true 2> /dev/null; then
    heeding="env --default-signal=INT"
fi
# shellcheck disable=SC2086
exec $heeding "$java" $quick --enable-native-access=ALL-UNNAMED $SENGI_JAVA_OPTS \
    -cp "$folder/../lib/*" dev.sengi.cli.Main "${file##*/}" "$@"
