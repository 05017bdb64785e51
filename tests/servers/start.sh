#!/usr/bin/env bash
# Runs the server that fetch.sh put into DIR, in the foreground, on 127.0.0.1:
#   start.sh DIR RUN PORT [secure]
# Configuration, data and temporary files go to the folder RUN, so several can run from one DIR. It stops on
# SIGTERM and when its standard input ends, so it never outlives the process that started it.
# BRIEF=1 for a server that lives for minutes: it compiles again only what is very hot, which takes a third less
# processor time from its start to two dozen new indexes, and answers a little slower.
# `secure` (Elasticsearch): the user `admin` with the password of $ADMIN_PASSWORD may do everything.
# HEAP is the size of its heap; NODE_SETTINGS (Elasticsearch) are lines that make it a node of a cluster.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
dir=$(cd "$1" && pwd) port=$3 secure=${4:-}
mkdir -p "$2" && run=$(cd "$2" && pwd)
JAVA_HOME=$("$here/jdk.sh") || { echo 'a JDK of at least 21 is missing' >&2; exit 1; }
export JAVA_HOME
heap=${HEAP:-512m}
alone='discovery.type: single-node
transport.port: 0
cluster.routing.allocation.disk.threshold_enabled: false'

configure() {
    cp -R "$dir/home/config/." "$run/config"
    sed -i '/-Xlog:gc/d' "$run/config/jvm.options"  # it would write beside the program, as another user
    cat > "$run/config/elasticsearch.yml" << END
cluster.name: shengmei-test
${NODE_SETTINGS:-$alone}
network.host: 127.0.0.1
http.port: $port
path.data: $run/data
path.logs: $run/logs
action.auto_create_index: "false"
xpack.security.enabled: $([ -n "$secure" ] && echo true || echo false)
END
    export ES_PATH_CONF=$run/config ES_TMPDIR=$run/tmp ES_JAVA_HOME=$JAVA_HOME
    local options="-Xms$heap -Xmx$heap"
    if [ -n "${BRIEF:-}" ]; then
        sed -i 's/-XX:+UseG1GC/-XX:+UseSerialGC/' "$run/config/jvm.options"
        options+=' -XX:Tier4InvocationThreshold=30000 -XX:Tier4MinInvocationThreshold=3000'
        options+=' -XX:Tier4CompileThreshold=60000 -XX:Tier4BackEdgeThreshold=400000'
    fi
    export ES_JAVA_OPTS=$options CLI_JAVA_OPTS='-XX:TieredStopAtLevel=1 -XX:+UseSerialGC'
    [ -z "$secure" ] && return
    cat >> "$run/config/elasticsearch.yml" << END
xpack.security.http.ssl.enabled: false
xpack.security.transport.ssl.enabled: false
xpack.security.authc.api_key.enabled: true
END
    bash "$dir/home/bin/elasticsearch-users" useradd admin -p "$ADMIN_PASSWORD" -r superuser
}

mkdir -p "$run/config" "$run/data" "$run/logs" "$run/tmp"
if [ -e "$dir/classpath" ]; then
    command=("$JAVA_HOME/bin/java" "-Xms$heap" "-Xmx$heap" -cp "$dir/classes:$(cat "$dir/classpath")"
        shengmei.test.SearchNode "$run/data" "$port")
else
    configure
    command=(bash "$dir/home/bin/elasticsearch")
    if [ "$(id -u)" = 0 ]; then  # Elasticsearch refuses to run as root
        chown -R nobody "$run"
        command=(runuser -u nobody -- "${command[@]}")
    fi
fi

cd "$run"
exec 3<&0
"${command[@]}" < /dev/null &
server=$!
trap 'kill "$server" 2>/dev/null' TERM INT
{ while read -r -u 3 _; do :; done; kill "$server" 2>/dev/null; } &
watcher=$!
code=0
wait "$server" || code=$?
while kill -0 "$server" 2>/dev/null; do wait "$server" || code=$?; done
kill "$watcher" 2>/dev/null || true
exit "$code"
