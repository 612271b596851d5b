package turtlelab.labctl.ctl.flag;

import java.util.Iterator;
import java.util.List;

/**
 * Reads flags as the v3 etcdctl does: two dashes for names, one for letters, which may stand
 * together. Flags may stand anywhere; {@code --} ends them.
 */
public final class Pflags {

    private final List<FlagSpec> known;

    public Pflags(List<FlagSpec> known) {
        this.known = known;
    }

    /**
     * Reads the words.
     *
     * @throws FlagFailure where one does not fit
     */
    public Flags parse(List<String> words) {
        var flags = new Flags();
        for (var rest = words.iterator(); rest.hasNext(); ) {
            var word = rest.next();
            if (word.equals("--")) {
                rest.forEachRemaining(flags::add);
            } else if (word.startsWith("--")) {
                readName(word, rest, flags);
            } else if (word.startsWith("-") && !word.equals("-")) {
                readLetters(word, rest, flags);
            } else {
                flags.add(word);
            }
        }
        return flags;
    }

    private void readName(String word, Iterator<String> rest, Flags flags) {
        int end = word.indexOf('=');
        var name = end < 0 ? word.substring(2) : word.substring(2, end);
        var flag =
                known.stream()
                        .filter(it -> it.name().equals(name))
                        .findFirst()
                        .orElseThrow(() -> new FlagFailure("unknown flag: --" + name));
        if (end >= 0) {
            put(flags, flag, word.substring(end + 1));
        } else if (!flag.takesAValue()) {
            put(flags, flag, "true");
        } else if (rest.hasNext()) {
            put(flags, flag, rest.next());
        } else {
            throw new FlagFailure("flag needs an argument: --" + name);
        }
    }

    private void readLetters(String word, Iterator<String> rest, Flags flags) {
        for (int i = 1; i < word.length(); i++) {
            var flag = withLetter(word.charAt(i), word.substring(i));
            var after = word.substring(i + 1);
            if (after.startsWith("=")) {
                put(flags, flag, after.substring(1));
                return;
            }
            if (!flag.takesAValue()) {
                put(flags, flag, "true");
                continue;
            }
            if (after.isEmpty() && !rest.hasNext()) {
                throw new FlagFailure(
                        "flag needs an argument: '%c' in -%c"
                                .formatted(flag.letter(), flag.letter()));
            }
            put(flags, flag, after.isEmpty() ? rest.next() : after);
            return;
        }
    }

    private FlagSpec withLetter(char letter, String letters) {
        return known.stream()
                .filter(it -> it.letter() == letter)
                .findFirst()
                .orElseThrow(
                        () ->
                                new FlagFailure(
                                        "unknown shorthand flag: '%c' in -%s"
                                                .formatted(letter, letters)));
    }

    private static void put(Flags flags, FlagSpec flag, String value) {
        var wrong = wrong(flag, value);
        if (!wrong.isEmpty()) {
            var name = flag.letter() == FlagSpec.NO_LETTER ? "" : "-" + flag.letter() + ", ";
            throw new FlagFailure(
                    "invalid argument \"%s\" for \"%s--%s\" flag: %s"
                            .formatted(value, name, flag.name(), wrong));
        }
        flags.put(flag, value);
    }

    /** What is wrong with a value of this flag, empty when nothing is. */
    static String wrong(FlagSpec flag, String value) {
        return switch (flag.kind()) {
            case TEXT, TEXTS -> "";
            case SWITCH ->
                    GoFlags.truth(value).isPresent()
                            ? ""
                            : "strconv.ParseBool: parsing \"" + value + "\": invalid syntax";
            case NUMBER ->
                    GoFlags.isNumber(value)
                            ? ""
                            : "strconv.ParseInt: parsing \"" + value + "\": invalid syntax";
            case DURATION ->
                    GoDuration.parse(value).isPresent() ? "" : "time: " + wrongDuration(value);
        };
    }

    private static String wrongDuration(String value) {
        var form =
                value.matches("[-+]?[\\d.]*\\d[\\d.]*")
                        ? "missing unit in duration \"%s\""
                        : "invalid duration \"%s\"";
        return form.formatted(value);
    }
}
