package turtlelab.labctl.join;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The forms in which settings are printed, each quoted so that nothing in a value can break out.
 */
public enum OutputForm {
    /** For {@code eval} and for {@code EnvironmentFile=}. */
    ENV,
    /** A systemd drop-in. */
    DROPIN,
    /** One line of flags. */
    FLAGS,
    JSON;

    private static final List<String> VARIABLES =
            List.of(
                    "initial-cluster",
                    "initial-cluster-state",
                    "initial-advertise-peer-urls",
                    "discovery",
                    "discovery-srv",
                    "discovery-srv-name",
                    "name",
                    "data-dir");

    private static final String DROPIN_HEAD =
            """
            [Unit]
            After=elastic-etcd.service
            Requires=elastic-etcd.service

            [Service]
            """;

    /** Why a name is none, in elastic-etcd's words, and what would be one. */
    public static String invalid(String text) {
        return "invalid output format \"%s\": use env, dropin, flags or json".formatted(text);
    }

    public static Optional<OutputForm> parse(String text) {
        return switch (text) {
            case "env" -> Optional.of(ENV);
            case "dropin" -> Optional.of(DROPIN);
            case "flags" -> Optional.of(FLAGS);
            case "json" -> Optional.of(JSON);
            default -> Optional.empty();
        };
    }

    /**
     * The text, with a line end.
     *
     * @param exported each variable of {@link #ENV} preceded by {@code export}
     */
    public String print(JoinSettings settings, boolean exported) {
        var values = settings.byFlag();
        return switch (this) {
            case ENV ->
                    variables(values)
                            .map(it -> (exported ? "export " : "") + it.name() + "=" + shell(it))
                            .collect(Collectors.joining("\n", "", "\n"));
            case DROPIN ->
                    variables(values)
                            .map(it -> "Environment=\"" + it.name() + "=" + systemd(it) + "\"")
                            .collect(Collectors.joining("\n", DROPIN_HEAD, "\n"));
            case FLAGS ->
                    values.entrySet().stream()
                            .map(it -> "-" + it.getKey() + "=" + it.getValue())
                            .collect(Collectors.joining(" ", "", "\n"));
            case JSON -> json(values);
        };
    }

    private record Variable(String name, String value) {}

    private static java.util.stream.Stream<Variable> variables(Map<String, String> values) {
        return VARIABLES.stream()
                .filter(values::containsKey)
                .map(
                        flag ->
                                new Variable(
                                        "ETCD_" + flag.toUpperCase(Locale.ROOT).replace('-', '_'),
                                        values.getOrDefault(flag, "")));
    }

    private static String shell(Variable variable) {
        return "\"" + variable.value().replaceAll("([\\\\\"$`])", "\\\\$1") + "\"";
    }

    private static String systemd(Variable variable) {
        return variable.value().replaceAll("([\\\\\"])", "\\\\$1").replace("%", "%%");
    }

    private static String json(Map<String, String> values) {
        var json = JsonNodeFactory.instance.objectNode();
        values.forEach(json::put);
        return json.toPrettyString() + "\n";
    }
}
