package turtlelab.labctl.ctl.flag;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Reads flags as the v2 etcdctl does: one dash or two, short forms are names of their own. Flags
 * may stand anywhere; {@code --} ends them.
 */
public final class GoFlags {

    private final List<FlagSpec> known;

    public GoFlags(List<FlagSpec> known) {
        this.known = known;
    }

    /**
     * Reads the words.
     *
     * @throws FlagFailure where one does not fit
     */
    public Flags parse(List<String> words) {
        return parse(words, Integer.MAX_VALUE);
    }

    /**
     * Reads the words.
     *
     * @param ownWords behind so many words that are no flags, the next one and all after it are
     *     none either: they are a command of its own
     * @throws FlagFailure where one does not fit
     */
    public Flags parse(List<String> words, int ownWords) {
        var flags = new Flags();
        for (int i = 0; i < words.size(); i++) {
            var word = words.get(i);
            boolean isWord = !word.startsWith("-") || word.equals("-");
            boolean isOthers = isWord && flags.words().size() >= ownWords;
            if (word.equals("--") || isOthers) {
                words.subList(isOthers ? i : i + 1, words.size()).forEach(flags::add);
                return flags;
            }
            if (isWord) {
                flags.add(word);
                continue;
            }
            var name = word.replaceFirst("^--?", "");
            var flag = find(name.replaceFirst("=.*$", ""));
            if (name.contains("=")) {
                put(flags, flag, name.substring(name.indexOf('=') + 1));
            } else if (!flag.takesAValue()) {
                put(flags, flag, "true");
            } else if (++i < words.size()) {
                put(flags, flag, words.get(i));
            } else {
                throw new FlagFailure("flag needs an argument: -" + name);
            }
        }
        return flags;
    }

    private FlagSpec find(String name) {
        for (var flag : known) {
            boolean isLetter = name.length() == 1 && name.charAt(0) == flag.letter();
            if (isLetter || flag.name().equals(name)) {
                return flag;
            }
        }
        throw new FlagFailure("flag provided but not defined: -" + name);
    }

    private static void put(Flags flags, FlagSpec flag, String value) {
        boolean fits =
                switch (flag.kind()) {
                    case TEXT, TEXTS -> true;
                    case SWITCH -> truth(value).isPresent();
                    case NUMBER -> isNumber(value);
                    case DURATION -> GoDuration.parse(value).isPresent();
                };
        if (!fits) {
            var form =
                    flag.kind() == FlagSpec.Kind.SWITCH
                            ? "invalid boolean value \"%s\" for -%s: parse error"
                            : "invalid value \"%s\" for flag -%s: parse error";
            throw new FlagFailure(form.formatted(value, flag.name()));
        }
        flags.put(flag, value);
    }

    /** Go's yes and no; nothing for any other word. */
    static Optional<Boolean> truth(String word) {
        return switch (word) {
            case "1", "t", "T", "true", "True", "TRUE" -> Optional.of(true);
            case "0", "f", "F", "false", "False", "FALSE" -> Optional.of(false);
            default -> Optional.empty();
        };
    }

    static boolean isNumber(String word) {
        try {
            Long.decode(word.toLowerCase(Locale.ROOT));
            return true;
        } catch (NumberFormatException _) {
            return false;
        }
    }
}
