package turtlelab.join.cluster;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** Reads etcd's gauge of connected peers out of its metrics. */
final class ActivePeers {
    private static final Pattern LINE =
            Pattern.compile("etcd_network_active_peers\\{.*Remote=\"([0-9a-f]{1,16})\".*} (\\S+)");

    private ActivePeers() {}

    static Map<Long, Boolean> read(String metrics) {
        var seen = new HashMap<Long, Boolean>();
        metrics.lines()
                .map(LINE::matcher)
                .filter(line -> line.matches())
                .forEach(
                        line ->
                                seen.put(
                                        Long.parseUnsignedLong(line.group(1), 16),
                                        !line.group(2).equals("0")));
        return seen;
    }
}
