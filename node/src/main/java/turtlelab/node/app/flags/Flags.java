package turtlelab.node.app.flags;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Every flag of etcd 3.4 and our own few, once: name, kind, default, support, help. */
public final class Flags {
    private static final String TABLE =
            """
            name|TEXT|default|WORKS|name of this member, for people
            data-dir|TEXT|${name}.etcd|WORKS|where everything durable lives
            wal-dir|TEXT||WORKS|where the log lives, when not in the data dir
            snapshot-count|UINT|100000|WORKS|log entries kept for slow followers, 5000 at most
            heartbeat-interval|UINT|100|WORKS|milliseconds between heartbeats of a leader
            election-timeout|UINT|1000|WORKS|milliseconds without a leader until an election
            listen-peer-urls|URLS|http://localhost:2380|WORKS|where to listen for members
            listen-client-urls|URLS|http://localhost:2379|WORKS|where to listen for clients
            initial-advertise-peer-urls|URLS|http://localhost:2380|WORKS|peer URLs told to others
            advertise-client-urls|URLS|http://localhost:2379|WORKS|client URLs told to clients
            initial-cluster|TEXT|default=http://localhost:2380|WORKS|the first members, name=url,...
            initial-cluster-state|CLUSTER_STATE|new|WORKS|'new' or 'existing'
            initial-cluster-token|TEXT|etcd-cluster|WORKS|sets clusters apart that know equal URLs
            discovery|TEXT||WORKS|URL of a discovery service's token, where the first members meet
            discovery-token|TEXT||WORKS|of keys in a running cluster, where they meet (etcd 3.6's)
            discovery-endpoints|LIST||WORKS|client URLs of that cluster
            discovery-fallback|FALLBACK|proxy|WORKS|with a full token: a node exits either way
            discovery-srv|TEXT||WORKS|domain whose SRV records list the first members
            discovery-srv-name|TEXT||WORKS|service is _etcd-server-NAME instead of _etcd-server
            discovery-srv-expect|UINT|0|WORKS|wait until SRV records name so many members (ours)
            discovery-srv-timeout|DURATION|10m|WORKS|give up waiting for them after this long (ours)
            join-strategy|TEXT||WORKS|join at any time: prepare, add, replace or prune (ours)
            seeds|LIST||WORKS|client URLs of running members, to volunteer or to join (ours)
            auto|BOOL|false|WORKS|automatic clustering; so do the flags down to auto-start (ours)
            hostname|TEXT||WORKS|automatic: name of this host and its member (this machine's)
            client-urls|LIST||WORKS|automatic: where clients connect (127.0.0.1:2379)
            server-urls|LIST||WORKS|automatic: where members connect (127.0.0.1:2380)
            peer-urls|LIST||WORKS|automatic: the same as --server-urls
            no-server|BOOL|false|WORKS|automatic: a client only, never a member
            ideal-cluster-size|TEXT|5|WORKS|automatic: members wanted; counts on the first host
            chooser|TEXT|alphabetical|WORKS|alphabetical, oldest, zone-spread or fewest-flaps
            zone|TEXT||WORKS|automatic: where this host stands, for zone-spread
            min-size|UINT|1|WORKS|automatic: members that are never gone below
            auto-lease|DURATION|10s|WORKS|automatic: a host silent for so long is gone
            auto-settle|DURATION|10s|WORKS|automatic: calm before a living member is taken away
            auto-start|DURATION|30s|WORKS|automatic: a nominated host must have its vote by then
            cluster-size|TEXT|-1|WORKS|with --join-strategy: most members; -1 as the URL says, 0 any
            client-port|UINT|2379|WORKS|with --join-strategy: of members that publish no client URL
            dead-after|DURATION|30s|WORKS|with --join-strategy: silent for so long means dead
            join-learner|BOOL|true|WORKS|with --join-strategy: without a vote until caught up
            dns-server|TEXT||WORKS|HOST:PORT asked before the machine's own resolver (ours)
            strict-reconfig-check|BOOL|true|WORKS|refuse changes that would cost the quorum
            pre-vote|BOOL|true|WORKS|ask before an election; here always on
            force-new-cluster|BOOL|false|WORKS|go on alone with the data; others are removed
            enable-v2|BOOL|true|WORKS|serve the v2 API
            max-txn-ops|UINT|128|WORKS|operations allowed in one transaction
            max-request-bytes|UINT|1572864|WORKS|largest request taken
            log-level|TEXT|info|WORKS|debug, info, warn or error
            env-file|TEXT||WORKS|file of KEY="value" lines, weaker than flags and environment
            version|BOOL|false|WORKS|print versions and leave
            quota-backend-bytes|INT|0|WORKS|most live data kept, 0 for 2 GiB, negative for any
            max-snapshots|UINT|5|IGNORED|
            max-wals|UINT|5|IGNORED|
            backend-batch-limit|INT|0|IGNORED|
            backend-batch-interval|DURATION|0s|IGNORED|
            backend-bbolt-freelist-type|TEXT|array|IGNORED|
            initial-election-tick-advance|BOOL|true|IGNORED|
            max-concurrent-streams|UINT|4294967295|IGNORED|
            grpc-keepalive-min-time|DURATION|5s|WORKS|a client that pings oftener is sent away
            grpc-keepalive-interval|DURATION|2h|WORKS|a silent client is pinged then, 0 for never
            grpc-keepalive-timeout|DURATION|20s|WORKS|who does not answer the ping then is gone
            auto-compaction-mode|TEXT|periodic|WORKS|'periodic' or 'revision'
            auto-compaction-retention|TEXT|0|WORKS|kept: 10m, 1 (hour), or revisions; 0 for all
            cors|ORIGINS|*|WORKS|pages that may read answers: http://host:port,... or *
            host-whitelist|TEXT|*|WORKS|names HTTP clients may call this node by, or *
            cipher-suites|TEXT||IGNORED|
            auth-token|TEXT|simple|IGNORED|
            bcrypt-cost|UINT|10|IGNORED|
            auth-token-ttl|UINT|300|IGNORED|
            enable-pprof|BOOL|false|IGNORED|
            metrics|TEXT|basic|IGNORED|
            listen-metrics-urls|URLS||IGNORED|
            logger|TEXT|capnslog|IGNORED|
            log-output|TEXT|default|IGNORED|
            log-outputs|TEXT|default|IGNORED|
            log-package-levels|TEXT||IGNORED|
            debug|BOOL|false|IGNORED|
            proxy-failure-wait|UINT|5000|IGNORED|
            proxy-refresh-interval|UINT|30000|IGNORED|
            proxy-dial-timeout|UINT|1000|IGNORED|
            proxy-write-timeout|UINT|5000|IGNORED|
            proxy-read-timeout|UINT|0|IGNORED|
            discovery-proxy|TEXT||IGNORED|
            experimental-initial-corrupt-check|BOOL|false|WORKS|compare data before serving clients
            experimental-corrupt-check-time|DURATION|10m|WORKS|time between comparisons, 0 for none
            experimental-enable-v2v3|TEXT||IGNORED|
            experimental-backend-bbolt-freelist-type|TEXT|array|IGNORED|
            experimental-enable-lease-checkpoint|BOOL|false|IGNORED|
            experimental-compaction-batch-limit|INT|1000|IGNORED|
            experimental-peer-skip-client-san-verification|BOOL|false|IGNORED|
            experimental-watch-progress-notify-interval|DURATION|10m|WORKS|notices to silent watches
            experimental-warning-apply-duration|DURATION|100ms|IGNORED|
            config-file|TEXT||REFUSED|
            proxy|PROXY|off|REFUSED|
            cert-file|TEXT||REFUSED|
            key-file|TEXT||REFUSED|
            client-cert-auth|BOOL|false|REFUSED|
            client-crl-file|TEXT||REFUSED|
            client-cert-allowed-hostname|TEXT||REFUSED|
            trusted-ca-file|TEXT||REFUSED|
            auto-tls|BOOL|false|REFUSED|
            peer-cert-file|TEXT||REFUSED|
            peer-key-file|TEXT||REFUSED|
            peer-client-cert-auth|BOOL|false|REFUSED|
            peer-trusted-ca-file|TEXT||REFUSED|
            peer-cert-allowed-cn|TEXT||REFUSED|
            peer-cert-allowed-hostname|TEXT||REFUSED|
            peer-auto-tls|BOOL|false|REFUSED|
            peer-crl-file|TEXT||REFUSED|
            """;

    private static final Map<String, Flag> BY_NAME = read();

    private Flags() {}

    /** In the order of the help text. */
    public static Collection<Flag> all() {
        return BY_NAME.values();
    }

    public static Optional<Flag> find(String name) {
        return Optional.ofNullable(BY_NAME.get(name));
    }

    /** The flag behind {@code ETCD_DATA_DIR}. */
    public static Optional<Flag> ofVariable(String variable) {
        if (!variable.startsWith("ETCD_") || !variable.equals(variable.toUpperCase(Locale.ROOT))) {
            return Optional.empty();
        }
        return find(variable.substring(5).toLowerCase(Locale.ROOT).replace('_', '-'));
    }

    private static Map<String, Flag> read() {
        var flags = new LinkedHashMap<String, Flag>();
        for (var line : TABLE.lines().toList()) {
            var cells = line.split("\\|", -1);
            var support = Flag.Support.valueOf(cells[3]);
            var kind = FlagKind.valueOf(cells[1]);
            flags.put(cells[0], new Flag(cells[0], kind, cells[2], support, cells[4]));
        }
        return Collections.unmodifiableMap(flags);
    }
}
