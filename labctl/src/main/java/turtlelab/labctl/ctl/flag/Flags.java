package turtlelab.labctl.ctl.flag;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a command line gave: values of flags, already checked, and the words that are no flags. */
public final class Flags {

    private final Map<String, String> values = new HashMap<>();
    private final List<String> words = new ArrayList<>();

    void put(FlagSpec flag, String value) {
        if (flag.kind() == FlagSpec.Kind.TEXTS) {
            values.merge(flag.name(), value, (before, added) -> before + "," + added);
        } else {
            values.put(flag.name(), value);
        }
    }

    void add(String word) {
        words.add(word);
    }

    /** The words that are neither flags nor their values. */
    public List<String> words() {
        return List.copyOf(words);
    }

    /** The same flags with these words in place of all. */
    public Flags withWords(List<String> others) {
        var flags = new Flags();
        flags.values.putAll(values);
        flags.words.addAll(others);
        return flags;
    }

    /** Takes a value from elsewhere, the environment, unless the flag was given. */
    public void putIfAbsent(String name, String value) {
        values.putIfAbsent(name, value);
    }

    public boolean has(String name) {
        return values.containsKey(name);
    }

    public Optional<String> text(String name) {
        return Optional.ofNullable(values.get(name));
    }

    public String text(String name, String otherwise) {
        return values.getOrDefault(name, otherwise);
    }

    /** Whether a switch is on. */
    public boolean isOn(String name) {
        return isOn(name, false);
    }

    /** Whether a switch is on that may be on by itself. */
    public boolean isOn(String name, boolean otherwise) {
        var value = values.get(name);
        return value == null ? otherwise : GoFlags.truth(value).orElse(otherwise);
    }

    public long number(String name, long otherwise) {
        var value = values.get(name);
        return value == null ? otherwise : Long.decode(value);
    }

    public Duration duration(String name, Duration otherwise) {
        return text(name).flatMap(GoDuration::parse).orElse(otherwise);
    }
}
