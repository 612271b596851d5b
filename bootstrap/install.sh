#!/bin/sh
# install.sh [FOLDER]: makes this machine able to be a turtle. Once per image; Packer runs it.
#
# Installs turtled and labctl (which speaks etcdctl, too) from the packages in FOLDER, by default
# the script's own: by dnf where there is one, else from the tar.gz archives. Starts and enables
# nothing: provision.sh makes a node of the machine. Repeating it changes nothing.
set -eu

usage() {
    echo "usage: install.sh [FOLDER WITH turtled AND labctl PACKAGES]" >&2
    exit 2
}

fail() {
    echo "install.sh: $*" >&2
    exit 1
}

[ $# -le 1 ] || usage
here=$(dirname "$(readlink -f "$0")")
folder=${1:-$here}
[ -d "$folder" ] || usage
[ "$(id -u)" -eq 0 ] || fail "needs root: sudo $0 $*"

# The newest package of this name in the folder.
package() {
    found=$(find "$folder" -maxdepth 1 -name "$1" | LC_ALL=C sort -V | tail -n 1)
    [ -n "$found" ] || fail "no $1 in $folder: ./mvnw -Ppackages -DskipTests package builds it" \
        "in packaging/target/rpm and packaging/target/archives"
    echo "$found"
}

# All it needs is in the packages and in the base system, so it works without a network.
by_dnf() {
    turtled=$(package "turtled-*.rpm") && labctl=$(package "labctl-*.rpm")
    dnf install -y --quiet --disablerepo='*' --nogpgcheck "$turtled" "$labctl" ||
        fail "dnf cannot install the packages; what it said stands above"
}

from_archive() {
    archive=$(package "$1-*.linux-$(uname -m).tar.gz")
    sum=$(sha256sum "$archive" | cut -d ' ' -f 1)
    mark=/usr/lib/$1.installed
    if [ -e "$mark" ] && [ "$(cat "$mark")" = "$sum" ]; then return 0; fi
    rm -rf "/usr/lib/$1"
    tar -C / --no-same-owner --keep-directory-symlink --exclude=./etc -xzf "$archive" ||
        fail "cannot unpack $archive: is there room? (df -h /usr)"
    if [ "$1" = turtled ] && [ ! -e /etc/turtled/turtled.conf ]; then
        tar -C / --no-same-owner -xzf "$archive" ./etc/turtled
    fi
    echo "$sum" >"$mark"
}

by_archives() {
    getent group turtled >/dev/null || groupadd --system turtled
    getent passwd turtled >/dev/null ||
        useradd --system --gid turtled --home-dir /var/lib/turtled --no-create-home \
            --shell /usr/sbin/nologin --comment "Turtle Lab node" turtled
    from_archive turtled
    from_archive labctl
    if [ -d /run/systemd/system ]; then systemctl daemon-reload; fi
}

# Clients and peers come from the other machines of the lab.
open_ports() {
    command -v firewall-offline-cmd >/dev/null || return 0
    for port in 2379/tcp 2380/tcp; do
        firewall-offline-cmd --query-port="$port" >/dev/null 2>&1 ||
            firewall-offline-cmd --add-port="$port" >/dev/null
    done
    if systemctl is-active --quiet firewalld; then systemctl reload firewalld; fi
}

if command -v dnf >/dev/null; then by_dnf; else by_archives; fi
open_ports
echo "install.sh: turtled and labctl are installed; provision.sh makes a node of this machine"
