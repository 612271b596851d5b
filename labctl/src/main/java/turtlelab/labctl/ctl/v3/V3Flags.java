package turtlelab.labctl.ctl.v3;

import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import turtlelab.labctl.ctl.flag.CtlFailure;
import turtlelab.labctl.ctl.flag.FlagSpec;
import turtlelab.labctl.ctl.flag.Flags;
import turtlelab.labctl.ctl.wire.SrvRecords;

/** The flags that every v3 command takes, and their {@code ETCDCTL_*} variables. */
public final class V3Flags {

    static final String ENDPOINTS = "endpoints";
    static final String WRITE_OUT = "write-out";
    static final String DIAL_TIMEOUT = "dial-timeout";
    static final String COMMAND_TIMEOUT = "command-timeout";
    static final String KEEPALIVE_TIME = "keepalive-time";
    static final String KEEPALIVE_TIMEOUT = "keepalive-timeout";
    static final String HEX = "hex";
    static final String DEBUG = "debug";

    /** Known to etcdctl, and of no use before there is TLS and authentication. */
    static final List<String> NOT_BUILT =
            List.of(
                    "cacert",
                    "cert",
                    "key",
                    "user",
                    "password",
                    "dest-cacert",
                    "dest-cert",
                    "dest-key");

    /** All of them. */
    public static final List<FlagSpec> GLOBAL =
            List.of(
                    FlagSpec.text(ENDPOINTS, "host:port or URLs, separated by commas"),
                    FlagSpec.text(WRITE_OUT, "simple, fields, json or table").or('w'),
                    FlagSpec.onOff(HEX, "write keys and values in hexadecimal"),
                    FlagSpec.duration(DIAL_TIMEOUT, "limit of connecting (2s)"),
                    FlagSpec.duration(COMMAND_TIMEOUT, "limit of the command (5s)"),
                    FlagSpec.onOff(DEBUG, "tell the settings"),
                    FlagSpec.duration(
                            KEEPALIVE_TIME, "silence until a watch asks for a sign (10s)"),
                    FlagSpec.duration(KEEPALIVE_TIMEOUT, "limit of that sign (6s)"),
                    FlagSpec.onOff("insecure-transport", "accepted, without effect"),
                    FlagSpec.onOff("insecure-skip-tls-verify", "accepted, without effect"),
                    FlagSpec.onOff(SrvRecords.PLAIN_TOO, "take http from SRV records (true)"),
                    FlagSpec.text("cacert", "not built yet"),
                    FlagSpec.text("cert", "not built yet"),
                    FlagSpec.text("key", "not built yet"),
                    FlagSpec.text("user", "not built yet"),
                    FlagSpec.text("password", "not built yet"),
                    FlagSpec.text(SrvRecords.DOMAIN, "domain with SRV records of clients").or('d'),
                    FlagSpec.text(SrvRecords.NAME, "service is _etcd-client-NAME"));

    private static final String PREFIX = "ETCDCTL_";

    private V3Flags() {}

    /** The variable that stands for a flag. */
    static String variable(String flag) {
        return PREFIX + flag.toUpperCase(Locale.ROOT).replace('-', '_');
    }

    /**
     * Takes from the environment what the command line did not give.
     *
     * @throws CtlFailure when both give the same
     */
    static void addEnvironment(
            V3Verb verb, Flags flags, Map<String, String> environment, PrintStream err) {
        var unknown = new TreeMap<String, String>();
        environment.forEach(
                (name, value) -> {
                    if (name.startsWith(PREFIX)) unknown.put(name, value);
                });
        unknown.remove("ETCDCTL_API");
        if (verb == V3Verb.WATCH) {
            unknown.remove("ETCDCTL_WATCH_KEY");
            unknown.remove("ETCDCTL_WATCH_RANGE_END");
        }
        for (var flag : GLOBAL) {
            var variable = variable(flag.name());
            var value = unknown.remove(variable);
            if (value == null || value.isEmpty()) continue;
            if (flags.has(flag.name())) {
                throw new CtlFailure(
                        1,
                        "pkg/flags: conflicting environment variable \"%s\" is shadowed by"
                                        .formatted(variable)
                                + " corresponding command-line flag"
                                + " (either unset environment variable or disable flag)");
            }
            if (flag.accepts(value)) {
                flags.putIfAbsent(flag.name(), value);
            }
        }
        unknown.forEach(
                (name, value) ->
                        err.println(
                                "pkg/flags: unrecognized environment variable %s=%s"
                                        .formatted(name, value)));
    }
}
