package turtlelab.node.app.flags;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import turtlelab.node.base.UrlSet;

/**
 * The value of every flag: from the command line, else the environment, else the file, else its
 * default. A flag in both command line and environment is refused, as in etcd; a file is simply
 * weaker.
 */
public final class Settings {
    private static final String NO_TLS = ": it speaks plain text only, TLS is not built yet";

    private final Map<String, String> given = new HashMap<>();
    private final List<String> warnings = new ArrayList<>();

    private Settings() {}

    /**
     * Joins the sources.
     *
     * @throws ConfigFailure when a value cannot be read, sources conflict, or a flag is refused
     */
    public static Settings of(Map<Flag, String> commandLine, Map<String, String> environment)
            throws ConfigFailure {
        var settings = new Settings();
        commandLine.forEach((flag, value) -> settings.given.put(flag.name(), value));
        settings.takeEnvironment(commandLine, new TreeMap<>(environment));
        if (settings.isGiven("env-file")) {
            settings.takeFile(Path.of(settings.text("env-file")));
        }
        settings.judgeSupport();
        return settings;
    }

    /** These settings with others put over them. */
    public Settings with(Map<String, String> others) {
        var all = new Settings();
        all.given.putAll(given);
        all.given.putAll(others);
        all.warnings.addAll(warnings);
        return all;
    }

    /** What a user should know, in order; not fatal. */
    public List<String> warnings() {
        return List.copyOf(warnings);
    }

    /** Whether any source has set the flag. */
    public boolean isGiven(String name) {
        return given.containsKey(name);
    }

    public String text(String name) {
        var value = given.get(name);
        return value != null ? value : flag(name).defaultText();
    }

    public boolean truth(String name) {
        return FlagKind.truth(text(name));
    }

    public long number(String name) {
        return Long.parseLong(text(name));
    }

    public Duration millis(String name) {
        return Duration.ofMillis(number(name));
    }

    public UrlSet urls(String name) {
        var text = text(name);
        return text.isEmpty() ? UrlSet.EMPTY : UrlSet.parse(text);
    }

    private void takeEnvironment(Map<Flag, String> commandLine, Map<String, String> environment)
            throws ConfigFailure {
        for (var variable : environment.entrySet()) {
            if (!variable.getKey().startsWith("ETCD_")) {
                continue;
            }
            var flag = Flags.ofVariable(variable.getKey()).orElse(null);
            if (flag == null) {
                warnings.add(
                        "unrecognized environment variable "
                                + variable.getKey()
                                + "="
                                + variable.getValue());
            } else if (commandLine.containsKey(flag)) {
                throw ConfigFailure.refused(
                        "conflicting environment variable \""
                                + flag.variable()
                                + "\" is shadowed by corresponding command-line flag (either unset"
                                + " environment variable or disable flag)");
            } else if (!variable.getValue().isEmpty()) {
                take(flag, variable.getValue(), "");
            }
        }
    }

    private void takeFile(Path file) throws ConfigFailure {
        var fromFile = new HashMap<String, String>();
        for (var assignment : EnvFile.read(file)) {
            var place = file + ":" + assignment.line();
            var flag = Flags.ofVariable(assignment.key()).orElse(null);
            if (flag == null) {
                warnings.add(place + ": unrecognized key " + assignment.key());
                continue;
            }
            check(flag, assignment.value(), " at " + place);
            if (!assignment.value().isEmpty()) {
                fromFile.put(flag.name(), assignment.value());
            }
        }
        fromFile.forEach(given::putIfAbsent);
    }

    private void take(Flag flag, String value, String place) throws ConfigFailure {
        check(flag, value, place);
        given.put(flag.name(), value);
    }

    private static void check(Flag flag, String value, String place) throws ConfigFailure {
        var refusal = value.isEmpty() ? null : flag.kind().refusal(value).orElse(null);
        if (refusal != null) {
            throw ConfigFailure.verifying(
                    "invalid value "
                            + Quoted.of(value)
                            + " for "
                            + flag.variable()
                            + place
                            + ": "
                            + refusal);
        }
    }

    private void judgeSupport() {
        for (var flag : Flags.all()) {
            var set = isGiven(flag.name()) && !text(flag.name()).equals(flag.defaultText());
            if (set && flag.support() == Flag.Support.IGNORED) {
                warnings.add("--" + flag.name() + " is known but not supported: it has no effect");
            }
        }
    }

    /**
     * Refuses what must not be left out silently. Called after etcd's own checks, whose words come
     * first.
     *
     * @throws ConfigFailure naming the flag
     */
    public void refuseUnsupported() throws ConfigFailure {
        for (var flag : Flags.all()) {
            var set = isGiven(flag.name()) && !text(flag.name()).equals(flag.defaultText());
            if (set && flag.support() == Flag.Support.REFUSED) {
                throw ConfigFailure.refused(
                        "--%s is not supported by this version of turtled%s"
                                .formatted(flag.name(), flag.isForTls() ? NO_TLS : ""));
            }
        }
    }

    private static Flag flag(String name) {
        return Flags.find(name)
                .orElseThrow(() -> new IllegalArgumentException("no such flag: " + name));
    }
}
