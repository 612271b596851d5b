package turtlelab.labctl.ctl.v2.call;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import turtlelab.labctl.ctl.flag.FlagSpec;
import turtlelab.labctl.ctl.flag.Flags;
import turtlelab.labctl.ctl.wire.SrvRecords;

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
    private static final String CERT_FILE = "cert-file";
    private static final String KEY_FILE = "key-file";
    private static final String CA_FILE = "ca-file";

    /** Asks for the help of a command instead of the command. */
    public static final String HELP = "help";

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
                    FlagSpec.text(SrvRecords.DOMAIN, "domain with SRV records of clients").or('D'),
                    FlagSpec.onOff(SrvRecords.PLAIN_TOO, "take http from SRV records (true)"),
                    FlagSpec.text(CERT_FILE, "not built yet"),
                    FlagSpec.text(KEY_FILE, "not built yet"),
                    FlagSpec.text(CA_FILE, "not built yet"),
                    FlagSpec.onOff(HELP, "what the command does").or('h'));

    /** Those that are known and would be ignored. */
    static final List<String> NOT_BUILT = List.of(CERT_FILE, KEY_FILE, CA_FILE);

    private static final List<String> IN_THE_ENVIRONMENT =
            List.of(
                    ENDPOINTS,
                    ENDPOINT,
                    PEERS,
                    USERNAME,
                    SrvRecords.DOMAIN,
                    CERT_FILE,
                    KEY_FILE,
                    CA_FILE);

    private V2Flags() {}

    /** Takes from the environment what the command line did not give. */
    public static void addEnvironment(Flags flags, Map<String, String> environment) {
        for (var name : IN_THE_ENVIRONMENT) {
            var variable = "ETCDCTL_" + name.toUpperCase(Locale.ROOT).replace('-', '_');
            var value = environment.getOrDefault(variable, "");
            if (!value.isEmpty()) {
                flags.putIfAbsent(name, value);
            }
        }
    }
}
