#!/bin/sh
# $1 is 0 when the last version goes, 1 when a newer one has taken its place.
if [ "$1" -eq 0 ] && [ -d /run/systemd/system ]; then
    systemctl --no-reload disable --now turtled.service
fi
