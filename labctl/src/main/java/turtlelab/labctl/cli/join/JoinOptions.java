package turtlelab.labctl.cli.join;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** elastic-etcd's flags, with one dash or two, and its environment behind them. */
final class JoinOptions {
    @Option(
            names = {"--discovery", "-discovery"},
            paramLabel = "URL",
            description = "Discovery service's token [ELASTIC_ETCD_DISCOVERY].")
    @Nullable String discovery;

    @Option(
            names = {"--discovery-srv", "-discovery-srv"},
            paramLabel = "DOMAIN",
            description = "Domain whose SRV records list the members.")
    @Nullable String domain;

    @Option(
            names = {"--discovery-srv-name", "-discovery-srv-name"},
            paramLabel = "NAME",
            description = "Ask for _etcd-server-NAME.")
    String suffix = "";

    @Option(
            names = "--dns-server",
            paramLabel = "HOST:PORT",
            description = "Ask this name server instead of the machine's.")
    @Nullable String dnsServer;

    @Option(
            names = {"--seeds", "-seeds"},
            split = ",",
            paramLabel = "URL",
            description = "Client URLs of some members.")
    List<String> seeds = List.of();

    @Option(
            names = {"--name", "-name"},
            paramLabel = "NAME",
            description = "The node's name [ELASTIC_ETCD_NAME].")
    @Nullable String name;

    @Option(
            names = {"--initial-advertise-peer-urls", "-initial-advertise-peer-urls"},
            paramLabel = "URLS",
            description =
                    "Its peer URLs (http://localhost:2380)"
                            + " [ELASTIC_ETCD_INITIAL_ADVERTISE_PEER_URLS].")
    @Nullable String peerUrls;

    @Option(
            names = {"--data-dir", "-data-dir"},
            paramLabel = "DIR",
            description = "Its data dir (NAME.etcd) [ELASTIC_ETCD_DATA_DIR].")
    @Nullable String dataDir;

    @Option(
            names = {"--join-strategy", "-join-strategy"},
            paramLabel = "STRATEGY",
            description =
                    "prepare: somebody made an entry; add: while there is room; replace: take the"
                            + " place of its former self or of one dead member of a full cluster;"
                            + " prune: remove all dead members first (replace)"
                            + " [ELASTIC_ETCD_JOIN_STRATEGY].")
    @Nullable String strategy;

    @Option(
            names = {"--cluster-size", "-cluster-size"},
            paramLabel = "N",
            description =
                    "Most members; -1: as the discovery URL says; 0: any (-1)"
                            + " [ELASTIC_ETCD_CLUSTER_SIZE].")
    @Nullable String clusterSize;

    @Option(
            names = {"--client-port", "-client-port"},
            paramLabel = "PORT",
            description =
                    "Client port of members that publish none (2379)"
                            + " [ELASTIC_ETCD_CLIENT_PORT].")
    @Nullable String clientPort;

    @Option(
            names = {"-v", "--v"},
            hidden = true)
    int verbosity;

    @Option(
            names = {"-logtostderr", "--logtostderr", "-alsologtostderr", "--alsologtostderr"},
            hidden = true)
    boolean logged;

    @Option(
            names = {
                "-vmodule",
                "--vmodule",
                "-log_dir",
                "--log_dir",
                "-stderrthreshold",
                "--stderrthreshold",
                "-log_backtrace_at",
                "--log_backtrace_at"
            },
            hidden = true)
    @Nullable String ignored;

    /** How many ways to the cluster were named by flags; each is stronger than the environment. */
    int ways() {
        return (discovery == null ? 0 : 1) + (domain == null ? 0 : 1) + (seeds.isEmpty() ? 0 : 1);
    }

    /** The flag, else its variable, else the default. */
    static String value(
            @Nullable String flag, String variable, String other, Map<String, String> environment) {
        return flag != null ? flag : environment.getOrDefault("ELASTIC_ETCD_" + variable, other);
    }
}
