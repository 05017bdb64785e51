#!/usr/bin/env bash
# Prints the home of a JDK of at least 21: JAVA_HOME if it is one, else the newest under the usual folders.
# Nothing printed and exit code 1: there is none.
set -euo pipefail
shopt -s nullglob

version() {  # `25` for a folder that holds JDK 25.0.1 with a compiler, nothing for any other
    [ -x "$1/bin/javac" ] && sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release" 2>/dev/null
}

if [ "$(version "${JAVA_HOME:-/none}")" -ge 21 ] 2>/dev/null; then
    echo "$JAVA_HOME"
    exit
fi
best='' newest=20
for home in /usr/lib/jvm/* /opt/java/* /opt/jdk* "${HOME:-}"/.sdkman/candidates/java/* \
        /Library/Java/JavaVirtualMachines/*/Contents/Home; do
    found=$(version "$home") || continue
    if [ "${found:-0}" -gt "$newest" ]; then best=$home newest=$found; fi
done
[ -n "$best" ] && echo "$best"
