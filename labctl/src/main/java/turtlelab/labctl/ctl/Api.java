package turtlelab.labctl.ctl;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import turtlelab.labctl.ctl.flag.CtlFailure;
import turtlelab.labctl.ctl.flag.FlagSpec;
import turtlelab.labctl.ctl.v2.V2Verb;
import turtlelab.labctl.ctl.v2.call.V2Flags;
import turtlelab.labctl.ctl.v3.V3Flags;
import turtlelab.labctl.ctl.v3.V3Verb;

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
                    "exec-watch",
                    "user remove",
                    "user grant",
                    "user revoke",
                    "role remove",
                    "role grant",
                    "role revoke");

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
        var verb = String.join(" ", commands.stream().limit(1).toList());
        var twoWords = String.join(" ", commands.stream().limit(2).toList());
        boolean isV2 =
                ONLY_V2.contains(verb)
                        || ONLY_V2.contains(twoWords)
                        || isPositionalChange(twoWords, words, commands)
                        || hasV2Flag(words, commands);
        return isV2 ? V2 : V3;
    }

    /** {@code member add NAME URL} and {@code member update ID URLS}. */
    private static boolean isPositionalChange(
            String twoWords, List<String> words, List<String> commands) {
        boolean takesUrls = twoWords.equals("member add") || twoWords.equals("member update");
        boolean isV3 = words.stream().anyMatch(it -> it.startsWith("--peer-urls"));
        return takesUrls && !isV3 && commands.size() == 4;
    }

    /** Whether a command of both has a flag that only v2 knows. */
    private static boolean hasV2Flag(List<String> words, List<String> commands) {
        var v2 = V2Verb.of(commands).map(V2Verb::flags);
        if (v2.isEmpty() && !commands.isEmpty()) {
            return false;
        }
        var v3 = V3Verb.of(commands).map(V3Verb::flags).orElseGet(List::of);
        return words.stream()
                .takeWhile(it -> !it.equals("--"))
                .filter(it -> it.startsWith("-"))
                .map(it -> it.replaceFirst("^--?", "").replaceFirst("=.*$", ""))
                .anyMatch(
                        it ->
                                isIn(it, V2Flags.GLOBAL, v2.orElseGet(List::of))
                                        && !isIn(it, V3Flags.GLOBAL, v3));
    }

    private static boolean isIn(String name, List<FlagSpec> global, List<FlagSpec> own) {
        return Stream.concat(global.stream(), own.stream())
                .anyMatch(it -> it.name().equals(name) || String.valueOf(it.letter()).equals(name));
    }
}
