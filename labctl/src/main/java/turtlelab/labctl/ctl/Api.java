package turtlelab.labctl.ctl;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import turtlelab.labctl.ctl.flag.CtlFailure;

/** Which of etcd's two languages a command line is in. */
enum Api {
    V2,
    V3;

    private static final Set<String> ONLY_V2 =
            Set.of(
                    "set",
                    "mk",
                    "rm",
                    "ls",
                    "mkdir",
                    "rmdir",
                    "setdir",
                    "update",
                    "updatedir",
                    "cluster-health",
                    "backup",
                    "exec-watch");
    private static final Set<String> V2_FLAGS =
            Set.of("--no-sync", "--output", "-o", "--peers", "-C", "--endpoint", "--total-timeout");

    /** What {@code ETCDCTL_API} says; nothing when it says nothing. */
    static Optional<Api> chosen(Map<String, String> environment) {
        var chosen = environment.getOrDefault("ETCDCTL_API", "");
        return switch (chosen) {
            case "" -> Optional.empty();
            case "2" -> Optional.of(V2);
            case "3" -> Optional.of(V3);
            default -> throw new CtlFailure(1, "unsupported API version " + chosen);
        };
    }

    /**
     * What the form of a command line tells.
     *
     * @param words all of it
     * @param commands those of its words that are no flags
     */
    static Api ofForm(List<String> words, List<String> commands) {
        var verb = commands.isEmpty() ? "" : commands.getFirst();
        boolean isPositional = verb.equals("member") && isPositionalChange(words, commands);
        return ONLY_V2.contains(verb) || isPositional || hasV2Flag(words) ? V2 : V3;
    }

    /** {@code member add NAME URL} and {@code member update ID URLS}. */
    private static boolean isPositionalChange(List<String> words, List<String> commands) {
        var kind = commands.size() < 2 ? "" : commands.get(1);
        boolean takesUrls = kind.equals("add") || kind.equals("update");
        boolean isV3 = words.stream().anyMatch(it -> it.startsWith("--peer-urls"));
        return takesUrls && !isV3 && commands.size() == 4;
    }

    private static boolean hasV2Flag(List<String> words) {
        return words.stream().anyMatch(it -> V2_FLAGS.contains(it.replaceFirst("=.*$", "")));
    }
}
