#!/bin/sh
# labctl: raises, breaks, heals and explains a lab of nodes. See "labctl help". Called as etcdctl it
# speaks etcdctl's language.
set -eu
personality=$(basename "$0")
home=$(dirname "$(dirname "$(readlink -f "$0")")")
# shellcheck disable=SC2034 # jvm reads it
name=labctl
set -- turtlelab.labctl.cli.Labctl "$@"
# shellcheck source=/dev/null
. "$home/bin/jvm"
exec "$home/runtime/bin/java" -Xmx256m -XX:TieredStopAtLevel=1 \
    "-Dlabctl.personality=$personality" "$@"
