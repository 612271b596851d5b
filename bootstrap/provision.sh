#!/bin/sh
# provision.sh IP NAME: makes this machine the node NAME of the lab, answering at IP. Once per node;
# Vagrant runs it. Leaves turtled disabled and stopped: `labctl start` starts all nodes together,
# once every machine has the stamp that this script writes last.
#
# The lab stands in /etc/turtled/lab.yaml. Settings are composed by labctl, as everywhere. Repeating
# it changes nothing.
set -eu

usage() {
    echo "usage: provision.sh IP NAME (of a node in /etc/turtled/lab.yaml)" >&2
    exit 2
}

fail() {
    echo "provision.sh: $*" >&2
    exit 1
}

[ $# -eq 2 ] || usage
address=$1 name=$2
lab=/etc/turtled/lab.yaml
conf=/etc/turtled/turtled.conf
stamp=/etc/turtled/provisioned

case $address in
    *[!0-9.]* | .* | *. | "") usage ;;
esac
case $name in
    *[!a-z0-9-]* | "") usage ;;
esac
[ "$(id -u)" -eq 0 ] || fail "needs root: sudo $0 $*"
command -v labctl >/dev/null || fail "no labctl here: run install.sh first"
[ -r "$lab" ] || fail "no $lab: copy the lab's lab.yaml there"

settings=$(labctl config "$name" --lab "$lab" --driver vagrant) || exit 1

# value KEY: what the settings say
value() {
    echo "$settings" | sed -n "s/^$1=\"\\(.*\\)\"\$/\\1/p"
}

cluster=$(value ETCD_INITIAL_CLUSTER)
own=$(value ETCD_ADVERTISE_CLIENT_URLS)
case $own in
    "http://$address:"*) ;;
    *) fail "$name answers at $own in $lab, not at $address: which is right?" ;;
esac

# replace FILE: by stdin, in one step, and only where it differs; keeps the file's rights
replace() {
    cat >"$1.new" || fail "cannot write $1.new: is the disk full? (df -h /)"
    if cmp -s "$1.new" "$1"; then
        rm -f "$1.new"
        return 0
    fi
    chmod 0644 "$1.new"
    if [ -e "$1" ]; then
        cat "$1.new" >"$1" && rm -f "$1.new"
    else
        mv -f "$1.new" "$1"
    fi || fail "cannot write $1: is the disk full? (df -h /)"
    if command -v restorecon >/dev/null; then restorecon "$1"; fi
}

# "turtle1=http://IP:2380,turtle2=..." as "IP turtle1" lines
host_lines() {
    echo "$cluster" | tr ',' '\n' | sed 's|^\([^=]*\)=http://\([^:]*\):.*|\2 \1|'
}

# Our lines come first: some tools write "127.0.1.1 NAME", and a node would hear only itself there.
name_the_nodes() {
    {
        host_lines | sed 's/$/ # turtlelab/'
        if [ -e /etc/hosts ]; then sed '/# turtlelab$/d' /etc/hosts; fi
    } | replace /etc/hosts
}

# The first Ethernet link that has no IPv4 address: the lab's, where nobody has configured it.
idle_link() {
    for link in /sys/class/net/*; do
        link=$(basename "$link")
        [ -e "/sys/class/net/$link/device" ] || continue
        ip -o -4 addr show dev "$link" | grep -q . || { echo "$link"; return; }
    done
}

take_the_address() {
    if ip -o -4 addr | grep -q " inet $address/"; then return 0; fi
    link=$(idle_link)
    [ -n "$link" ] || fail "nobody here has $address, and no idle network link is left to take it"
    if command -v nmcli >/dev/null; then
        network_manager_profile
    else
        plain_interfaces
    fi
    ip -o -4 addr | grep -q " inet $address/" || fail "$link did not take the address $address"
}

network_manager_profile() {
    profile=/etc/NetworkManager/system-connections/turtlelab.nmconnection
    install -m 0600 /dev/null "$profile"
    cat >"$profile" <<PROFILE
[connection]
id=turtlelab
type=ethernet
interface-name=$link
[ipv4]
method=manual
address1=$address/24
never-default=true
[ipv6]
method=disabled
PROFILE
    if command -v restorecon >/dev/null; then restorecon "$profile"; fi
    nmcli connection load "$profile" && nmcli connection up turtlelab
}

plain_interfaces() {
    mkdir -p /etc/network/interfaces.d
    cat >"/etc/network/interfaces.d/turtlelab" <<PROFILE
auto $link
iface $link inet static
    address $address/24
PROFILE
    grep -q '^source.*interfaces\.d' /etc/network/interfaces 2>/dev/null ||
        echo 'source /etc/network/interfaces.d/*' >>/etc/network/interfaces
    if command -v ifup >/dev/null; then ifup "$link"; fi
}

# What cannot run here is told now, and not when the lab starts; and whatever its start reads from
# the disk has been read.
runs() {
    said=$(turtled --version 2>&1) || fail "turtled does not run on this machine: $said"
}

name_the_nodes
take_the_address
if [ ! -e "$stamp" ]; then
    runs
    echo "$settings" | replace "$conf"
    systemctl disable --quiet turtled.service
    echo turtled | replace "$stamp"
fi
echo "provision.sh: this is $name at $address; turtled waits for \`labctl start\`"
