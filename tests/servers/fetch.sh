#!/usr/bin/env bash
# Puts a real search server together from Maven artifacts:
#   fetch.sh elasticsearch 9.2.8 DIR      also 8.19.0
#   fetch.sh opensearch 3.8.0 DIR
# Needs mvn and a JDK of at least 21. A server that is there already is left as it is; two calls at once are
# harmless: the second waits for the first.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
flavour=$1 version=$2 dir=$3
JAVA_HOME=$("$here/jdk.sh") || { echo 'a JDK of at least 21 is missing' >&2; exit 1; }
export JAVA_HOME
umask 022  # the server may run as another user, who must be able to read it
mkdir -p "$(dirname "$dir")"
exec 9> "$dir.lock"
if command -v flock > /dev/null; then flock 9; fi
[ -e "$dir" ] && exit 0
command -v mvn > /dev/null || { echo 'mvn (Maven) is missing' >&2; exit 1; }

work=$dir.part  # renamed when complete: what has the final name is whole
rm -rf "$work" && mkdir -p "$work/classes"
dependency=org.apache.maven.plugins:maven-dependency-plugin:3.6.1

copy() {  # copy ARTIFACT TO
    mvn -q -B "$dependency:copy" -Dartifact="$1" -DoutputDirectory="$2"
}

fetch_elasticsearch() {
    copy "org.elasticsearch.distribution.integ-test-zip:elasticsearch:$version:zip" "$work"
    (cd "$work" && "$JAVA_HOME/bin/jar" xf "elasticsearch-$version.zip" && rm "elasticsearch-$version.zip")
    mv "$work/elasticsearch-$version" "$work/home"
    local plugin=$work/home/plugins/shengmei-test-analysis lucene
    lucene=$(basename "$work"/home/lib/lucene-core-*.jar .jar)
    copy "org.apache.lucene:lucene-analysis-smartcn:${lucene#lucene-core-}" "$plugin"
    "$JAVA_HOME/bin/javac" --release 21 -cp "$work/home/lib/*:$plugin/*" -d "$work/classes" "$here"/elasticsearch/*.java
    "$JAVA_HOME/bin/jar" cf "$plugin/analysis.jar" -C "$work/classes" .
    cat > "$plugin/plugin-descriptor.properties" << END
name=shengmei-test-analysis
description=names for Lucene's analysis classes
version=1
elasticsearch.version=$version
java.version=21
classname=shengmei.test.AnalysisNames
END
}

fetch_opensearch() {
    mvn -q -B -f "$here/opensearch/pom.xml" "$dependency:build-classpath" \
        -Dopensearch="$version" -Dmdep.outputFile="$work/classpath"
    "$JAVA_HOME/bin/javac" -cp "$(cat "$work/classpath")" -d "$work/classes" "$here"/opensearch/*.java
}

"fetch_$flavour"
mv "$work" "$dir"
