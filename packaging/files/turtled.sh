#!/bin/sh
# turtled: one node of a strongly consistent key-value store. Takes etcd 3.4's flags and ETCD_*.
# TURTLED_HEAP bounds the Java heap (default 256m). Out of memory ends the node: it never limps on.
set -eu
home=$(dirname "$(dirname "$(readlink -f "$0")")")
# shellcheck disable=SC2034 # jvm reads it
name=turtled
set -- "${TURTLE_REHEARSAL:-turtlelab.node.app.Main}" "$@"
# shellcheck source=/dev/null
. "$home/bin/jvm"
exec "$home/runtime/bin/java" "-Xmx${TURTLED_HEAP:-256m}" -XX:+ExitOnOutOfMemoryError "$@"
