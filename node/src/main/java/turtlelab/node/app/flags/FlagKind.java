package turtlelab.node.app.flags;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import turtlelab.node.base.UrlSet;

/** How the value of a flag is read, with the refusals of Go's flag package and etcd's own types. */
public enum FlagKind {
    TEXT,
    /** May come several times; split at commas, semicolons and blanks. */
    LIST,
    BOOL,
    /** Zero or a positive whole number. */
    UINT,
    INT,
    /** Go's form: {@code 100ms}, {@code 1h30m}. */
    DURATION,
    /** A comma-separated list of URLs; may be empty. */
    URLS,
    /** A comma-separated list of URLs and {@code *}. */
    ORIGINS,
    /** {@code new} or {@code existing}. */
    CLUSTER_STATE,
    /** {@code exit} or {@code proxy}. */
    FALLBACK,
    /** {@code off}, {@code readonly} or {@code on}. */
    PROXY;

    private static final Set<String> TRUE = Set.of("1", "t", "T", "TRUE", "true", "True");
    private static final Set<String> FALSE = Set.of("0", "f", "F", "FALSE", "false", "False");

    /** Why the value cannot be read; empty when it can. */
    public Optional<String> refusal(String value) {
        return switch (this) {
            case TEXT, LIST -> Optional.empty();
            case BOOL -> unless(TRUE.contains(value) || FALSE.contains(value), "parse error");
            case UINT -> unless(value.matches("[0-9]{1,18}"), "parse error");
            case INT -> unless(value.matches("[+-]?[0-9]{1,18}"), "parse error");
            case DURATION -> unless(GoDuration.parse(value).isPresent(), "parse error");
            case URLS -> urlRefusal(value);
            case ORIGINS ->
                    Arrays.stream(value.split(",", -1))
                            .filter(each -> !each.equals("*"))
                            .flatMap(each -> urlRefusal(each).stream())
                            .findFirst();
            case CLUSTER_STATE -> oneOf(value, "new", "existing");
            case FALLBACK -> oneOf(value, "exit", "proxy");
            case PROXY -> oneOf(value, "off", "readonly", "on");
        };
    }

    /** Reads one of Go's spellings of a truth value. */
    public static boolean truth(String value) {
        return TRUE.contains(value);
    }

    private static Optional<String> urlRefusal(String value) {
        if (value.isEmpty()) {
            return Optional.empty();
        }
        try {
            UrlSet.parse(value);
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    private static Optional<String> oneOf(String value, String... allowed) {
        return unless(Set.of(allowed).contains(value), "invalid value");
    }

    private static Optional<String> unless(boolean good, String refusal) {
        return good ? Optional.empty() : Optional.of(refusal);
    }
}
