#!/bin/sh
# Starts the command after which this file is named: pg_dump, pg_dumpall, pg_restore or sengi.
# Uses the runtime that comes with the commands, if any, otherwise the Java of JAVA_HOME or the one on PATH, and passes it
# SENGI_JAVA_OPTS.

set -f
unset CDPATH
file=$0
case $file in
    */*) ;;
    *) file=./$file ;;
esac
while [ -h "$file" ]; do
    target=$(readlink "$file") || {
        echo "${file##*/}: error: readlink is needed to follow the symbolic link \"$file\"" >&2
        exit 1
    }
    case $target in
        /*) file=$target ;;
        *) file=${file%/*}/$target ;;
    esac
done
folder=${file%/*}

if [ -x "$folder/../runtime/bin/java" ]; then
    java=$folder/../runtime/bin/java
elif [ -n "$JAVA_HOME" ] && [ -x "$JAVA_HOME/bin/java" ]; then
    java=$JAVA_HOME/bin/java
elif command -v java > /dev/null 2>&1; then
    java=java
else
    echo "${file##*/}: error: no Java found: set JAVA_HOME, or put java into PATH" >&2
    exit 1
fi

# Flags for a quick start. A dump or restore mostly waits for the server or runs native compression code, so Java's optimizing
# compiler costs more than it gains, except for INSERT commands, gzip and sengi's own commands, which work mostly in Java. A
# Java version that does not know one of these flags must not fail.
quick="-XX:+IgnoreUnrecognizedVMOptions -XX:-UsePerfData"
# Java generates classes for reflective calls, newer versions immediately, which a few constructor calls do not justify.
quick="$quick -Djdk.reflect.useNativeAccessorOnly=true -Dsun.reflect.inflationThreshold=1000"
# The addresses of a host are tried in the system's order, not IPv4 first.
quick="$quick -Djava.net.preferIPv6Addresses=system"
# By default, the machine's memory decides how much garbage may accumulate, which counts as the command's memory. The limit
# keeps it small; on small machines, Java must not warn that it lowers the limit.
quick="$quick -XX:MaxNewSize=32m -Xlog:gc+ergo=error"
# Most methods with a long loop, over the rows of a catalog or the entries of an archive, run only once. By default, such a loop
# is interpreted for its first 60,000 rounds.
quick="$quick -XX:Tier3BackEdgeThreshold=5000"
slower="-XX:Tier4InvocationThreshold=50000 -XX:Tier4MinInvocationThreshold=20000"
slower="$slower -XX:Tier4CompileThreshold=100000 -XX:Tier4BackEdgeThreshold=800000"
# Only the optimizing compiler uses the processor's AES instructions, without which TLS takes several times as long, and it
# makes gzip a fifth faster (from level 5 on, in Java). For these it stays on for the encoder and for what calls the
# instructions, and the quick compiler does not profile types and branches for the optimizing one, which compiles hardly
# anything else: neither a large catalog nor gigabytes through TLS repay compiling the rest.
scaled=-XX:CompileCommand=CompileThresholdScaling
sooner="-XX:CompileCommand=quiet $scaled,com.sun.crypto.provider.*::*,0.01"
sooner="$sooner $scaled,dev.sengi.archive.internal.deflate.*::*,0.01"
rarely="-XX:Tier4InvocationThreshold=500000 -XX:Tier4MinInvocationThreshold=200000"
rarely="$rarely -XX:Tier4CompileThreshold=1000000 -XX:Tier4BackEdgeThreshold=8000000"
rarely="$rarely -XX:CompileCommand=quiet $scaled,dev.sengi.archive.internal.deflate.*::*,0.001"
ciphers=
for method in CounterMode::crypt GHASH::update 'GHASH::processBlock*' 'GaloisCounterMode::implGCMCrypt*' 'AES*::*Block' \
    'CipherBlockChaining::*' 'ChaCha20*::*' 'Poly1305*::*'; do
    ciphers="$ciphers $scaled,com.sun.crypto.provider.$method,0.0005"
done
uncounted="-XX:+UnlockDiagnosticVMOptions -XX:-C1ProfileCalls -XX:-C1ProfileVirtualCalls -XX:-C1ProfileInlinedCalls"
uncounted="$uncounted -XX:-C1ProfileBranches -XX:-C1ProfileCheckcasts -XX:-C1UpdateMethodData"
# One thread of the quick compiler keeps up, and leaves the other processors to the server. The optimizing compiler, which
# options, also in files, may turn on, would need another.
case " $JAVA_TOOL_OPTIONS $JDK_JAVA_OPTIONS $SENGI_JAVA_OPTS $_JAVA_OPTIONS" in
    *Tiered* | *Compiler* | *Flags=* | *OptionsFile=* | *@*) mode=-XX:TieredStopAtLevel=1 ;;
    *) mode="-XX:TieredStopAtLevel=1 -XX:CICompilerCount=1" ;;
esac
# Definitions alone pass through either in a moment, and a dump of a few takes up to a fifth less time without that compiler.
rows=1
case " $* " in
    *" --section"[=\ ]data*) ;;
    *" -s "* | *" --schema-only "* | *" --no-data "* | *" --globals-only "* | *" --section"[=\ ]p*) rows= ;;
esac
if [ -n "$rows" ]; then
    case "${file##*/} $* " in
        *[Z=\ ]lz4[:\ ]* | *[Z=\ ]zstd[:\ ]* | *[Z=\ ]none\ * | *Z[0-4]\ * | *Z\ [0-4]\ * | *compress[=\ ][0-4]\ *) ;;
        pg_dump\ *F[cd]\ * | pg_dump\ *F\ [cd]\ * | pg_dump\ *format[=\ ][cd]* | pg_dump\ *[Z=\ ]gzip[:\ ]* | \
            pg_dump\ *Z[5-9]\ * | pg_dump\ *Z\ [5-9]\ * | pg_dump\ *compress[=\ ][5-9]\ *) mode="$rarely $uncounted" ;;
    esac
    case "$PGSSLMODE $* host=$PGHOST host=$PGHOSTADDR service=$PGSERVICE" in
        disable* | *sslmode=disable* | *" -h /"* | *" -h/"* | *" --host=/"* | *" --host /"*) ;;
        *" -h"* | *" --host"* | *://* | *host=[!/\ ]* | *hostaddr=* | *service=[!\ ]*) mode="$rarely $ciphers $uncounted" ;;
    esac
fi
case "${file##*/} $*" in
    *insert* | sengi*) quick="$quick $slower $sooner" ;;
    *) quick="$quick $mode" ;;
esac

# A list keeps only its lines: in little room, which soon lies in the processor's caches, it needs fewer new pages from the
# kernel. One that selects by name keeps the entries, which collections of garbage would copy again and again.
lists=
case "${file##*/} $*" in
    "pg_restore "*" -l"* | "pg_restore -l"* | "pg_restore "*--list*) lists=1 ;;
esac
if [ -n "$lists" ]; then
    case " $* " in
        *" -"[LnNtIPT]* | *" --"[!l]*) ;;
        *) quick="$quick -XX:MaxNewSize=8m" ;;
    esac
fi

# LZ4's native code compresses three times as fast as its Java code.
native=$folder/../lib/native
libraries=
case $* in
    *lz4*)
        case $(uname -sm 2> /dev/null) in
            "Linux x86_64") libraries=linux/amd64 ;;
            "Linux "*) libraries=linux/$(uname -m 2> /dev/null) ;;
            "Darwin arm64") libraries=darwin/aarch64 ;;
            "Darwin "*) libraries=darwin/x86_64 ;;
        esac
        ;;
esac

# Java refuses to start with two garbage collectors. If variables request several, the last one wins. Files may request one,
# too.
collector=
named=
other=
for option in $JAVA_TOOL_OPTIONS $JDK_JAVA_OPTIONS $SENGI_JAVA_OPTS $_JAVA_OPTIONS; do
    option=${option#[\"\']}
    option=${option%[\"\']}
    case $option in
        -XX:+UseSerialGC | -XX:+UseParallelGC | -XX:+UseG1GC | -XX:+UseZGC | -XX:+UseShenandoahGC | -XX:+UseEpsilonGC)
            collector=${option#-XX:+}
            named="$named $collector"
            ;;
        @* | *Flags=* | *OptionsFile=* | *AggressiveHeap) other=1 ;;
    esac
done
unwanted=
for name in $named; do
    if [ "$name" != "$collector" ]; then
        unwanted="$unwanted -XX:-$name"
    fi
done
if [ -z "$collector$other" ]; then
    unwanted=-XX:+UseSerialGC
fi
# Java reads this variable last.
if [ -n "$_JAVA_OPTIONS" ] && [ -n "$collector" ]; then
    export _JAVA_OPTIONS="$_JAVA_OPTIONS$unwanted"
fi
collector=$unwanted

# INSERT commands keep a row in memory, which can take a gigabyte, more than the quarter of a small machine that Java uses by
# default.
heap=
options=" $JAVA_TOOL_OPTIONS $JDK_JAVA_OPTIONS $SENGI_JAVA_OPTS $_JAVA_OPTIONS"
case $options in
    *" -Xmx"* | *" -XX:MaxHeapSize="* | *" -XX:MaxRAMPercentage="* | *" -XX:MaxRAMFraction="*) ;;
    *) heap=-XX:MaxRAMPercentage=70 ;;
esac

# Loading classes takes most of a short command's time, unless "sengi share-classes" has stored them, as a cache that Java
# calls ahead-of-time where Java can make one, otherwise as an archive. Both fit one version of Java, which their names
# contain, and one folder, which the file beside them contains. With any other, Java would share no classes at all, not
# even its own.
case $java in
    */*) home=${java%/bin/java} ;;
    *) home=$(readlink -f "$(command -v java)" 2> /dev/null) && home=${home%/bin/java} ;;
esac
version=
if [ -r "$home/release" ]; then
    while IFS='="' read -r key _ value _; do
        if [ "$key" = JAVA_RUNTIME_VERSION ]; then
            version=${value%%[!A-Za-z0-9.+_-]*}
            break
        fi
    done < "$home/release"
fi
case $version in
    [1-9] | [1-9][!0-9]* | 1[0-9]* | 2[0-4]*) stored=$folder/../lib/classes-$version.jsa ;;
    *) stored=$folder/../lib/classes-$version.aot ;;
esac
owner=$stored.folder
# Java loads everything in a cache at the start, so lists, which need less than half of it, have their own.
smaller=$folder/../lib/lists-$version.aot
if [ -n "$lists" ] && [ "${stored##*.}" = aot ] && [ -r "$smaller" ]; then
    stored=$smaller
fi
# The driver makes a calendar, for which Java looks through all locales, unless it uses its older data, which newer versions warn of.
case $version in
    1[7-9] | 1[7-9][!0-9]* | 20 | 20[!0-9]*) quick="$quick -Djava.locale.providers=COMPAT" ;;
esac
if [ "${file##*/} $1" = "sengi share-classes" ]; then
    . "$folder/../lib/share-classes.sh"
fi
classpath="$folder/../lib/*"
shared=
if [ -r "$stored" ] && [ -r "$owner" ]; then
    lib=$(cd -P "$folder/../lib" && pwd -P)
    IFS= read -r made < "$owner"
    # A class path cannot contain a folder with a colon.
    case $lib in *:*) made= ;; esac
    case "$options $collector" in
        *Xshare* | *SharedArchive* | *AOT* | *agent* | *FlightRecord* | *UseZGC* | *UseShenandoahGC* | *UseEpsilonGC* | *@* | \
            *Flags=* | *OptionsFile=*) ;;
        *)
            if [ "$made" = "$lib" ]; then
                set +f
                classpath=
                for jar in "$lib"/*.jar; do
                    classpath=${classpath:+$classpath:}$jar
                done
                set -f
                # Classes that do not fit after all must not cause a message. Compressed references are forced because
                # the stored objects contain them, and a large heap would turn them off. Mapped at the address that they
                # were made for, the classes need no patching, a sixth of the time until the command runs.
                shared="-Xlog:cds*=off -Xlog:cds*=off:stderr ${heap:+-XX:+UseCompressedOops}"
                shared="$shared -XX:+UnlockDiagnosticVMOptions -XX:ArchiveRelocationMode=0"
                case $stored in
                    *.aot) shared="$shared -Xlog:aot*=off -Xlog:aot*=off:stderr -XX:AOTCache=" ;;
                    *) shared="$shared -XX:SharedArchiveFile=" ;;
                esac
            fi
            ;;
    esac
fi

# Linux keeps blocked signals pending until the command polls for them. Otherwise Java would exit on those that arrive during
# startup, and react to SIGQUIT with a thread dump. On other systems, only SIGINT needs care: shells make background jobs ignore
# it, and Java respects that, whereas PostgreSQL's programs end on it anyway.
start=
# In some sandboxes, the file exists but lacks this line.
shows_pending() {
    while read -r field _; do
        if [ "$field" = ShdPnd: ]; then
            return 0
        fi
    done
    return 1
}
if [ -r /proc/self/status ] && shows_pending < /proc/self/status && env --block-signal=HUP,INT,QUIT,TERM true 2> /dev/null; then
    start="env --block-signal=HUP,INT,QUIT,TERM"
    quick="$quick -Xrs -Dsengi.signals.blocked=true"
elif env --default-signal=INT true 2> /dev/null; then
    start="env --default-signal=INT"
fi

# env would take a path that contains "=" for a variable.
indirect=
case $java in
    # shellcheck disable=SC2016
    *=*) indirect='exec "$0" "$@"' ;;
esac

# Java decodes and encodes file names according to the locale. The caller's setting is passed on. Only the C library knows
# its encoding, which is needed if the session's encoding depends on it.
export SENGI_CALLER_LC_ALL="$LC_ALL"
case "$PGCLIENTENCODING $*" in
    "auto "* | *client_encoding*auto*)
        SENGI_LOCALE_CODE_SET=$(locale charmap 2> /dev/null)
        export SENGI_LOCALE_CODE_SET
        ;;
esac
export LC_ALL=C.UTF-8

# Java decodes the names of its folders as UTF-8, and could not find those that are in another encoding.
is_decodable() {
    case $1 in
        # Without grep, the encoding is unknown.
        *[!\ -~]*) printf '%s\n' "$1" | grep -aqx '.*' 2> /dev/null || [ $? -gt 1 ] ;;
    esac
}
directory=
if [ -d /proc/self/cwd ] && ! is_decodable "$PWD"; then
    directory=-Duser.dir=/proc/self/cwd
fi

if ! is_decodable "$folder"; then
    echo "${file##*/}: error: Java cannot load classes from a folder whose name is not valid UTF-8: $folder" >&2
    exit 1
fi

# Java splits the class path at colons, which cannot be quoted. A folder whose name contains one is opened here, and passed
# as a descriptor.
case $folder in
    *:*)
        classpath=
        shared=
        for number in 9 8 7 6 5 4 3; do
            if [ -d /proc/self/fd ] && [ ! -e "/dev/fd/$number" ]; then
                eval "exec $number< \"\$folder/../lib\""
                classpath="/proc/self/fd/$number/*"
                native=/proc/self/fd/$number/native
                break
            fi
        done
        if [ -z "$classpath" ]; then
            echo "${file##*/}: error: Java cannot load classes from a folder whose name contains a colon: $folder" >&2
            exit 1
        fi
        ;;
esac

# If the caller has closed a standard stream, the first file or socket that the JVM opens would get its descriptor. Standard
# input is opened for writing only, so that reading it still fails.
closed=
if [ -e /dev/fd ]; then
    [ -e /dev/fd/0 ] || exec 0> /dev/null
    [ -e /dev/fd/2 ] || exec 2> /dev/null
    [ -e /dev/fd/1 ] || closed=1
fi

# Anything the JVM or an agent prints goes to standard error; only the command knows the new descriptor of standard output.
# If the caller uses all descriptors up to 9, flags at least keep the JVM from printing to standard output.
output="-XX:+DisplayVMOutputToStderr -Xlog:disable -Xlog:all=warning:stderr -Xlog:gc+ergo=error:stderr"
for number in 9 8 7 6 5 4 3; do
    if [ -e /dev/fd/1 ] && [ ! -e "/dev/fd/$number" ]; then
        eval "exec $number>&1 1>&2"
        output=-Dsengi.stdout=$number
        break
    fi
done
case "$output$options" in
    -Dsengi.stdout*) ;;
    *show-version* | *showversion* | *jdwp*)
        if [ -z "$closed" ]; then
            echo "${file##*/}: error: standard output cannot be kept from Java's own text: descriptors 3 to 9 are in use" >&2
            exit 1
        fi
        ;;
esac
if [ -n "$closed" ]; then
    exec 1> /dev/null
    output="$output -Dsengi.stdout=closed"
fi

# Newer versions of Java require native access, which zstd's library needs, to be enabled. Package java.io is opened for the
# descriptor above, and always, because stored classes fit only the options with which they were stored.
# shellcheck disable=SC2086
exec $start ${indirect:+sh -c "$indirect"} "$java" $quick $output $heap $directory --enable-native-access=ALL-UNNAMED --add-opens=java.base/java.io=ALL-UNNAMED "-Dsengi.native=$native" \
    ${libraries:+"-Djava.library.path=$native/net/jpountz/util/$libraries"} \
    ${shared:+$shared"$stored"} $SENGI_JAVA_OPTS $collector -cp "$classpath" dev.sengi.cli.Main "${file##*/}" "$@"
