#!/usr/bin/env bash
# Puts a web-archive tool into a folder of its own:
#   fetch.sh jwarc DIR     from Maven; needs mvn and a JDK of at least 21
#   fetch.sh pywb DIR      from PyPI, with its dependencies, which are not ours
#   fetch.sh scrapyd DIR   from PyPI, without those that we have too
# One that is there already is left as it is; of two calls at once the second waits for the first.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
name=$1 dir=$2
JWARC=0.31.1 PYWB=2.10.0 SCRAPYD=1.6.0
mkdir -p "$(dirname "$dir")"
exec 9> "$dir.lock"
if command -v flock > /dev/null; then flock 9; fi
[ -e "$dir/whole" ] && exit 0
rm -rf "$dir"

fetch_jwarc() {
    JAVA_HOME=$("$here/../servers/jdk.sh") || { echo 'a JDK of at least 21 is missing' >&2; exit 1; }
    export JAVA_HOME
    command -v mvn > /dev/null || { echo 'mvn (Maven) is missing' >&2; exit 1; }
    mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:3.6.1:copy \
        -Dartifact="org.netpreserve:jwarc:$JWARC" -DoutputDirectory="$dir"
    mv "$dir/jwarc-$JWARC.jar" "$dir/jwarc.jar"
}

fetch_pywb() {  # pywb's pins are older than ours, so it cannot share our environment
    "${PYTHON:-python3}" -m venv "$dir"
    "$dir/bin/pip" install --quiet --disable-pip-version-check "pywb==$PYWB"
}

fetch_scrapyd() {  # it needs pkg_resources, which newer setuptools have no more
    "${PYTHON:-python3}" -m venv "$dir"
    "$dir/bin/pip" install --quiet --disable-pip-version-check --no-deps "scrapyd==$SCRAPYD" uberegg==0.1.1 'setuptools<81'
}

"fetch_$name"
touch "$dir/whole"
