# "sengi share-classes": stores the classes that commands use, loaded and verified, for the current Java. The launcher
# sources this file, and finds the stored classes later. Run it again after installing another Java or moving the folder.

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
# Only this collector also stores objects, and modules are stored only for the launcher's own options. The archive gets its
# final name when it is complete, because commands may start in the meantime.
if messages=$(JAVA_TOOL_OPTIONS= JDK_JAVA_OPTIONS= _JAVA_OPTIONS= "$java" -XX:+IgnoreUnrecognizedVMOptions -XX:+UseG1GC -Xshare:dump \
    --enable-native-access=ALL-UNNAMED --add-opens=java.base/java.io=ALL-UNNAMED \
    "-XX:SharedClassListFile=$lib/classes.list" "-XX:SharedArchiveFile=$lib/classes-$version.$$" -cp "$jars" 2>&1) \
    && rm -f "$stored.folder" && mv -f "$lib/classes-$version.$$" "$stored" && printf '%s\n' "$lib" > "$stored.folder"; then
    exit 0
fi
rm -f "$lib/classes-$version.$$"
printf '%s\n' "$messages" "sengi: error: could not store classes in \"$lib\"" >&2
exit 1
