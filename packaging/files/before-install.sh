#!/bin/sh
# The user that turtled runs as; it owns nothing but its data.
getent group turtled >/dev/null || groupadd --system turtled
getent passwd turtled >/dev/null ||
    useradd --system --gid turtled --home-dir /var/lib/turtled --no-create-home \
        --shell /sbin/nologin --comment "Turtle Lab node" turtled
