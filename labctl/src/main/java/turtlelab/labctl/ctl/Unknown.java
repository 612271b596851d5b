package turtlelab.labctl.ctl;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import turtlelab.labctl.ctl.flag.CtlFailure;

/** Commands that etcdctl does not know, or that we do not know yet. */
final class Unknown {

    private static final int NEAR = 2;

    private static final List<String> V3 =
            List.of(
                    "get",
                    "put",
                    "del",
                    "txn",
                    "compaction",
                    "alarm",
                    "defrag",
                    "endpoint",
                    "move-leader",
                    "watch",
                    "version",
                    "lease",
                    "member",
                    "snapshot",
                    "make-mirror",
                    "migrate",
                    "lock",
                    "elect",
                    "auth",
                    "user",
                    "role",
                    "check",
                    "completion");

    private Unknown() {}

    /** Why a v2 command cannot be done. */
    static CtlFailure v2(String verb) {
        return new CtlFailure(3, "No help topic for '" + verb + "'");
    }

    /** Why a v3 command cannot be done. */
    static CtlFailure v3(String verb) {
        if (V3.contains(verb)) {
            return later(verb);
        }
        var error = "Error: unknown command \"%s\" for \"etcdctl\"".formatted(verb);
        var near =
                V3.stream()
                        .filter(it -> isNear(verb, it))
                        .map(it -> "\t" + it + "\n")
                        .collect(Collectors.joining());
        var hint = near.isEmpty() ? "" : "\n\nDid you mean this?\n" + near;
        return new CtlFailure(
                1, error + hint + "\nRun 'etcdctl --help' for usage.\n" + error + hint);
    }

    private static CtlFailure later(String verb) {
        return new CtlFailure(1, "Error: " + verb + " is not built yet");
    }

    private static boolean isNear(String typed, String known) {
        var word = typed.toLowerCase(Locale.ROOT);
        return known.startsWith(word) || distance(word, known) <= NEAR;
    }

    /** How many letters must be changed, added or left out to make one word of the other. */
    static int distance(String one, String other) {
        int[] row = new int[other.length() + 1];
        for (int j = 0; j <= other.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int corner = row[0];
            row[0] = i;
            for (int j = 1; j <= other.length(); j++) {
                int same = one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1;
                int best = Math.min(corner + same, Math.min(row[j], row[j - 1]) + 1);
                corner = row[j];
                row[j] = best;
            }
        }
        return row[other.length()];
    }
}
