#!/bin/sh
# seal.sh: the last step in an image. Takes away what belongs to the one machine it was made on, so
# that every machine made of it finds its own: cloud-init's settings, link names, the machine-id.
# From now on Vagrant says who may log in; passwords count no more.
set -eu

[ $# -eq 0 ] || { echo "usage: seal.sh" >&2; exit 2; }
[ "$(id -u)" -eq 0 ] || { echo "seal.sh: needs root: sudo $0" >&2; exit 1; }

# cloud-init has bound the link to this machine's hardware address.
rm -f /etc/network/interfaces.d/50-cloud-init /etc/netplan/50-cloud-init.yaml \
    /etc/NetworkManager/system-connections/cloud-init-*.nmconnection \
    /etc/sysconfig/network-scripts/ifcfg-eth* /etc/udev/rules.d/70-persistent-net.rules
if [ -d /etc/cloud ]; then touch /etc/cloud/cloud-init.disabled; fi
rm -rf /var/lib/cloud/instance /var/lib/cloud/instances
rm -f /etc/ssh/sshd_config.d/50-cloud-init.conf
if [ -d /etc/ssh/sshd_config.d ]; then
    echo 'PasswordAuthentication no' >/etc/ssh/sshd_config.d/40-turtlelab.conf
fi

# The first link asks for its address, whatever hardware it has.
if [ -d /etc/network ]; then
    mkdir -p /etc/network/interfaces.d
    printf 'allow-hotplug eth0\niface eth0 inet dhcp\n' >/etc/network/interfaces.d/management
elif [ -d /etc/NetworkManager/system-connections ]; then
    profile=/etc/NetworkManager/system-connections/management.nmconnection
    install -m 0600 /dev/null "$profile"
    cat >"$profile" <<'PROFILE'
[connection]
id=management
type=ethernet
interface-name=eth0
[ipv4]
method=auto
[ipv6]
method=auto
PROFILE
    if command -v restorecon >/dev/null; then restorecon "$profile"; fi
fi

: >/etc/machine-id
rm -f /var/lib/dbus/machine-id
