# "sengi share-classes": stores the classes that commands use, loaded and verified, for the current Java. The launcher
# sources this file, and finds the stored classes later. Run it again after installing another Java or moving the folder.

case $2 in
    '') ;;
    --help | '-?')
        printf '%s\n' "Stores the commands' classes for the current Java, which makes commands start faster." '' \
            'Usage: sengi share-classes'
        exit 0
        ;;
    *)
        echo "sengi: error: too many command-line arguments (first is \"$2\")" >&2
        exit 1
        ;;
esac
if [ -z "$version" ]; then
    echo "sengi: error: could not read the version of Java from \"$home/release\"" >&2
    exit 1
fi
lib=$(cd -P "$folder/../lib" && pwd -P)
set +f
jars=
for jar in "$lib"/*.jar; do
    jars=${jars:+$jars:}$jar
done
set -f

# Runs Java as the launcher does where that matters: modules are stored only for the same options.
run_java() {
    JAVA_TOOL_OPTIONS= JDK_JAVA_OPTIONS= _JAVA_OPTIONS= "$java" -XX:+IgnoreUnrecognizedVMOptions \
        --enable-native-access=ALL-UNNAMED --add-opens=java.base/java.io=ALL-UNNAMED "$@" 2>&1
}

unprofiled="-XX:+UnlockDiagnosticVMOptions -XX:-AOTRecordTraining"
learn_from() {
    run_java $unprofiled -XX:+UseSerialGC -Djdk.reflect.useNativeAccessorOnly=true -XX:AOTMode=record \
        "-XX:AOTConfiguration=$work/learned" -cp "$jars" "$@"
}
# Only collector G1 also stores objects.
store_as() {
    run_java $unprofiled -XX:+UseG1GC -XX:AOTMode=create "-XX:AOTConfiguration=$work/learned" "-XX:AOTCache=$work/$1" -cp "$jars"
}
store() {
    case $stored in
        *.aot)
            # In a series of dumps and restores, Java learns what else it can prepare. It does not keep the methods'
            # profiles: with them, it compiles at the start what short commands never repay, a seventh of their
            # processor time.
            if ! { learn_from "-Dsengi.native=$folder/../lib/native" dev.sengi.cli.Training \
                "$lib/classes.list" "$lib/sessions.gz" "$work" && store_as stored; }; then
                return 1
            fi
            # Then from a list of the archive that the series has left, if the series got so far.
            if ! { learn_from dev.sengi.cli.Main pg_restore -l "$work/archive" && store_as lists; }; then
                rm -f "$work/lists"
            fi
            ;;
        *)
            run_java -XX:+UseG1GC -Xshare:dump "-XX:SharedClassListFile=$lib/classes.list" \
                "-XX:SharedArchiveFile=$work/stored" -cp "$jars"
            ;;
    esac
}

# The stored classes get their final place when they are complete, because commands may start in the meantime.
work=$lib/classes-$version.$$
trap 'rm -rf "$work"; exit 1' HUP INT TERM
if messages=$(mkdir "$work" 2>&1 && store) && [ -f "$work/stored" ] && rm -f "$stored.folder" "$smaller" &&
    mv -f "$work/stored" "$stored" &&
    { [ ! -f "$work/lists" ] || mv -f "$work/lists" "$smaller"; } && printf '%s\n' "$lib" > "$stored.folder"; then
    rm -rf "$work"
    exit 0
fi
rm -rf "$work"
printf '%s\n' "$messages" "sengi: error: could not store classes in \"$lib\"" >&2
exit 1
