package turtlelab.labctl.ctl;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import turtlelab.labctl.ctl.flag.FlagSpec;
import turtlelab.labctl.ctl.v2.call.V2Flags;
import turtlelab.labctl.ctl.v3.V3Flags;

/** Finds the command among flags of which it is not yet known whose they are. */
final class Commands {

    private Commands() {}

    /** The words that are no flags, nor values of flags that every command takes. */
    static List<String> of(List<String> words) {
        var commands = new ArrayList<String>();
        for (int i = 0; i < words.size(); i++) {
            var word = words.get(i);
            if (word.equals("--")) {
                commands.addAll(words.subList(i + 1, words.size()));
                break;
            }
            if (!word.startsWith("-") || word.equals("-")) {
                commands.add(word);
            } else if (takesNextWord(word)) {
                i++;
            }
        }
        return commands;
    }

    private static boolean takesNextWord(String word) {
        var name = word.replaceFirst("^--?", "");
        Predicate<FlagSpec> isIt =
                it -> it.name().equals(name) || name.equals(String.valueOf(it.letter()));
        return Stream.concat(V2Flags.GLOBAL.stream(), V3Flags.GLOBAL.stream())
                .filter(FlagSpec::takesAValue)
                .anyMatch(isIt);
    }
}
