# What the walks take for granted: machines with these addresses, and a way to start a daemon.
ip link set lo up
for host in 10.0.0.2 10.0.0.3 10.0.0.4 10.10.10.11 10.10.10.12 10.10.10.13 10.10.10.14 \
    10.10.10.15; do
    ip addr add $host/32 dev lo
done
turtles=turtle1=http://10.0.0.2:2380,turtle2=http://10.0.0.3:2380,turtle3=http://10.0.0.4:2380

# conf NAME ADDRESS: the settings of one of three turtles; localhost belongs to the first.
conf() {
    local=""
    [ "$1" = turtle1 ] && local=,http://localhost:2379
    cat >"$1.conf" <<TEXT
# $1
ETCD_DATA_DIR="$1/default.etcd"
ETCD_LISTEN_PEER_URLS="http://$2:2380"
ETCD_LISTEN_CLIENT_URLS="http://$2:2379$local"
ETCD_NAME="$1"
ETCD_INITIAL_ADVERTISE_PEER_URLS="http://$2:2380"
ETCD_ADVERTISE_CLIENT_URLS="http://$2:2379"
ETCD_INITIAL_CLUSTER="$turtles"
ETCD_INITIAL_CLUSTER_TOKEN="etcd-cluster"
ETCD_INITIAL_CLUSTER_STATE="new"
TEXT
}
conf turtle1 10.0.0.2
conf turtle2 10.0.0.3
conf turtle3 10.0.0.4

# shared NAME: settings of a machine of its own as they must be on a shared one.
shared() {
    sed "s|/var/lib/turtled|$1/default.etcd|" |
        if [ "$1" = turtle1 ]; then cat; else sed 's|,http://localhost:2379||'; fi
}

# start NAME: a daemon with those settings in its environment, as a systemd unit would start it.
start() {
    (set -a && . "./$1.conf" && exec etcd) >"$1.log" 2>&1 &
}

# settled: waits until every member is healthy.
settled() {
    ETCDCTL_API=2 timeout 60 \
        sh -c 'until etcdctl cluster-health; do sleep 0.1; done' >/dev/null 2>&1
}

# listen ADDRESS: the flags of a node that has only this address.
listen() {
    echo --listen-peer-urls "http://$1:2380" --listen-client-urls "http://$1:2379" \
        --initial-advertise-peer-urls "http://$1:2380" --advertise-client-urls "http://$1:2379"
}

# join NAME ADDRESS: adds a member, once the cluster thinks itself healthy enough, and starts it.
join() {
    timeout 60 sh -c "until etcdctl member add $1 http://$2:2380; do sleep 0.5; done" \
        >added 2>/dev/null
    (set -a && eval "$(tail -n +3 added)" && exec etcd --data-dir "etcd-data/$1" $(listen "$2")) \
        >"$1.log" 2>&1 &
    settled
}

# started NAME...: the daemons that run, in the order in which they were started.
declare -A daemon
started() {
    local ids
    ids=($(jobs -p))
    for name; do
        daemon[$name]=${ids[0]}
        ids=("${ids[@]:1}")
    done
}

# destroy NAME...: no daemon has time to say goodbye.
destroy() {
    for name; do
        kill -9 "${daemon[$name]}"
        wait "${daemon[$name]}" 2>/dev/null
    done
    true
}

# restart NAME...: from what is on their disks.
restart() {
    for name; do
        case $name in
            node-a) address=10.10.10.11 ;;
            node-b) address=10.10.10.12 ;;
            node-c) address=10.10.10.13 ;;
            node-d) address=10.10.10.14 ;;
            node-e) address=10.10.10.15 ;;
        esac
        (exec etcd --data-dir "etcd-data/$name" --name "$name" $(listen $address)) \
            >>"$name.log" 2>&1 &
        daemon[$name]=$!
    done
}

# soon etcdctl WORDS: as soon as there is a leader; what was lost with the last one is repeated.
soon() {
    shift
    timeout 60 sh -c 'until etcdctl --timeout 1s --total-timeout 3s "$@" 2>/dev/null; do
        sleep 0.1; done' soon "$@"
}
