package turtlelab.node.app.snapshot;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import turtlelab.node.base.UrlSet;
import turtlelab.node.discovery.BootstrapFlags;

/**
 * What {@code snapshot restore} is told: etcdctl's flags with its defaults, and the two that
 * etcdutl 3.5 has besides.
 *
 * @param skippedRevisions behind the newest one of the snapshot
 * @param markCompacted whether everything up to there counts as compacted
 */
record RestoreFlags(
        BootstrapFlags bootstrap,
        Path dataDir,
        Path walDir,
        boolean skipHashCheck,
        long skippedRevisions,
        boolean markCompacted) {
    private static final String URL = "http://localhost:2380";
    private static final Map<String, String> DEFAULTS =
            Map.of(
                    "name", "default",
                    "initial-cluster", "default=" + URL,
                    "initial-cluster-token", "etcd-cluster",
                    "initial-advertise-peer-urls", URL,
                    "data-dir", "",
                    "wal-dir", "",
                    "skip-hash-check", "false",
                    "bump-revision", "0",
                    "mark-compacted", "false");
    private static final Set<String> TRUTHS = Set.of("skip-hash-check", "mark-compacted");

    /**
     * Reads what follows the file's name.
     *
     * @throws IllegalArgumentException with what to tell the user
     */
    static RestoreFlags parse(List<String> words) {
        var values = new HashMap<>(DEFAULTS);
        for (var rest = words.iterator(); rest.hasNext(); ) {
            take(rest.next(), rest, values);
        }
        var name = values.getOrDefault("name", "");
        var data = values.getOrDefault("data-dir", "");
        var dataDir = Path.of(data.isEmpty() ? name + ".etcd" : data);
        var wal = values.getOrDefault("wal-dir", "");
        var list =
                new BootstrapFlags.InitialList(
                        values.getOrDefault("initial-cluster", ""),
                        values.getOrDefault("initial-cluster-token", ""));
        var urls = UrlSet.parse(values.getOrDefault("initial-advertise-peer-urls", ""));
        return new RestoreFlags(
                new BootstrapFlags(name, urls, list, false),
                dataDir,
                wal.isEmpty() ? dataDir.resolve("member").resolve("wal") : Path.of(wal),
                truth(values, "skip-hash-check"),
                revisions(values.getOrDefault("bump-revision", "")),
                truth(values, "mark-compacted"));
    }

    private static void take(String word, Iterator<String> rest, Map<String, String> values) {
        if (!word.startsWith("--")) {
            throw new IllegalArgumentException("unexpected argument \"" + word + "\"");
        }
        var equals = word.indexOf('=');
        var name = equals < 0 ? word.substring(2) : word.substring(2, equals);
        if (!DEFAULTS.containsKey(name)) {
            throw new IllegalArgumentException("unknown flag: --" + name);
        }
        if (equals >= 0) {
            values.put(name, word.substring(equals + 1));
        } else if (TRUTHS.contains(name)) {
            values.put(name, "true");
        } else if (rest.hasNext()) {
            values.put(name, rest.next());
        } else {
            throw new IllegalArgumentException("flag needs an argument: --" + name);
        }
    }

    private static boolean truth(Map<String, String> values, String name) {
        return switch (values.getOrDefault(name, "")) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("--" + name + " is true or false");
        };
    }

    private static long revisions(String text) {
        if (!text.matches("\\d{1,11}")) {
            throw new IllegalArgumentException("--bump-revision must be a number of revisions");
        }
        return Long.parseLong(text);
    }
}
