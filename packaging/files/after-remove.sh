#!/bin/sh
# Settings and data stay. After an upgrade a node that runs goes on with the new program; one that
# was stopped or killed stays so.
if [ -d /run/systemd/system ]; then
    systemctl daemon-reload
    if [ "$1" -ge 1 ]; then systemctl --no-block try-restart turtled.service; fi
fi
