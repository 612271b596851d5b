package turtlelab.labctl.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import picocli.CommandLine;

/**
 * Lets the options that say which lab is meant stand before the verb as well: {@code labctl --lab
 * FILE status} becomes {@code labctl status --lab FILE}.
 */
final class VerbFirst {

    private static final Set<String> OF_THE_LAB = Set.of("--lab", "--driver", "--engine");

    private VerbFirst() {}

    /**
     * The words in the order that the verbs understand.
     *
     * @param labctl whose verbs are the first words
     */
    static String[] of(CommandLine labctl, String... given) {
        var words = new ArrayList<>(Arrays.asList(given));
        var options = cutOptions(words);
        if (words.isEmpty() || options.isEmpty()) {
            return given;
        }
        words.addAll(verb(labctl, words), options);
        return words.toArray(String[]::new);
    }

    private static List<String> cutOptions(List<String> words) {
        var options = new ArrayList<String>();
        while (!words.isEmpty() && OF_THE_LAB.contains(words.getFirst().replaceFirst("=.*", ""))) {
            boolean isWhole = words.getFirst().contains("=");
            options.add(words.removeFirst());
            if (!isWhole && !words.isEmpty()) {
                options.add(words.removeFirst());
            }
        }
        return options;
    }

    /** How many words are the verb: {@code dns-cluster create} is one of two. */
    private static int verb(CommandLine labctl, List<String> words) {
        var known = labctl.getSubcommands();
        int length = 0;
        while (length < words.size()) {
            var verb = known.get(words.get(length));
            if (verb == null) {
                break;
            }
            known = verb.getSubcommands();
            length++;
        }
        return length;
    }
}
