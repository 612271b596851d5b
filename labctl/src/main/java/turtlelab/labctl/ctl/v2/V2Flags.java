package turtlelab.labctl.ctl.v2;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import turtlelab.labctl.ctl.flag.FlagSpec;
import turtlelab.labctl.ctl.flag.Flags;

/** The flags that every v2 command takes, and their {@code ETCDCTL_*} variables. */
public final class V2Flags {

    static final String ENDPOINTS = "endpoints";
    static final String ENDPOINT = "endpoint";
    static final String PEERS = "peers";
    static final String NO_SYNC = "no-sync";
    static final String OUTPUT = "output";
    static final String DEBUG = "debug";
    static final String TIMEOUT = "timeout";
    static final String TOTAL_TIMEOUT = "total-timeout";
    static final String USERNAME = "username";

    /** All of them. */
    public static final List<FlagSpec> GLOBAL =
            List.of(
                    FlagSpec.text(ENDPOINTS, "client URLs, separated by commas"),
                    FlagSpec.text(ENDPOINT, "old name of --endpoints"),
                    FlagSpec.text(PEERS, "older name of --endpoints").or('C'),
                    FlagSpec.onOff(NO_SYNC, "ask only these endpoints, not all members"),
                    FlagSpec.text(OUTPUT, "simple, extended or json").or('o'),
                    FlagSpec.onOff(DEBUG, "tell each request as a curl command line"),
                    FlagSpec.duration(TIMEOUT, "limit of each request (2s)"),
                    FlagSpec.duration(TOTAL_TIMEOUT, "limit of the whole command (5s)"),
                    FlagSpec.text(USERNAME, "user, or user:password").or('u'),
                    FlagSpec.text("discovery-srv", "not built yet").or('D'),
                    FlagSpec.onOff("insecure-discovery", "not built yet"),
                    FlagSpec.text("cert-file", "not built yet"),
                    FlagSpec.text("key-file", "not built yet"),
                    FlagSpec.text("ca-file", "not built yet"));

    /** Those that are known and would be ignored. */
    static final List<String> NOT_BUILT =
            List.of("discovery-srv", "cert-file", "key-file", "ca-file");

    private static final List<String> IN_THE_ENVIRONMENT =
            List.of(ENDPOINTS, ENDPOINT, PEERS, USERNAME);

    private V2Flags() {}

    /** Takes from the environment what the command line did not give. */
    static void addEnvironment(Flags flags, Map<String, String> environment) {
        for (var name : IN_THE_ENVIRONMENT) {
            var value = environment.getOrDefault("ETCDCTL_" + name.toUpperCase(Locale.ROOT), "");
            if (!value.isEmpty()) {
                flags.putIfAbsent(name, value);
            }
        }
    }
}
