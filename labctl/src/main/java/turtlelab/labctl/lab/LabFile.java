package turtlelab.labctl.lab;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import turtlelab.labctl.driver.NodeSpec;
import turtlelab.labctl.exec.LabFailure;

/** Reads {@code lab.yaml}. Whatever is wrong in it is told with its line and its key. */
public final class LabFile {

    /** The file's usual name. */
    public static final String NAME = "lab.yaml";

    private static final YAMLMapper YAML =
            YAMLMapper.builder().enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

    private LabFile() {}

    /**
     * The lab that the file describes.
     *
     * @throws LabFailure when it cannot be read or describes no lab
     */
    public static Lab read(Path file) {
        try {
            return parse(file.toString(), Files.readString(file));
        } catch (IOException e) {
            throw new LabFailure(
                    LabFailure.Kind.CONFIGURATION,
                    "cannot read %s: run labctl in the lab's folder, or name one: --lab FILE"
                            .formatted(file),
                    e);
        }
    }

    /** As {@link #read}, of a text; the name is for messages. */
    static Lab parse(String name, String text) {
        try {
            return YAML.readValue(text, Draft.class).lab();
        } catch (UnrecognizedPropertyException e) {
            throw wrong(name, YamlPlace.lineOf(text, e), e, explain(e));
        } catch (JsonProcessingException e) {
            var location = e.getLocation();
            throw wrong(name, location == null ? 0 : location.getLineNr(), e, explain(e));
        } catch (IllegalArgumentException e) {
            throw new LabFailure(LabFailure.Kind.CONFIGURATION, name + ": " + e.getMessage(), e);
        }
    }

    private static LabFailure wrong(String name, int line, Exception e, String what) {
        var place = line <= 0 ? name : name + ":" + line;
        return new LabFailure(LabFailure.Kind.CONFIGURATION, place + ": " + what, e);
    }

    private static String explain(JsonProcessingException failure) {
        return switch (failure) {
            case UnrecognizedPropertyException e ->
                    "unknown key '%s'; known here: %s".formatted(key(e), known(e));
            case InvalidFormatException e -> "%s: '%s' will not do".formatted(key(e), e.getValue());
            case ValueInstantiationException e when e.getCause() != null ->
                    key(e) + ": " + e.getCause().getMessage();
            case JsonMappingException e -> key(e) + ": " + e.getOriginalMessage();
            default -> failure.getOriginalMessage();
        };
    }

    private static String known(UnrecognizedPropertyException e) {
        return e.getKnownPropertyIds().stream()
                .map(String::valueOf)
                .sorted()
                .collect(Collectors.joining(", "));
    }

    /** The key as one would say it: {@code nodes[1].local}. */
    private static String key(JsonMappingException e) {
        var path = new StringBuilder();
        for (var step : e.getPath()) {
            if (step.getFieldName() == null) {
                path.append('[').append(step.getIndex()).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".").append(step.getFieldName());
            }
        }
        return path.isEmpty() ? "the file" : path.toString();
    }

    /** What may stand in the file; what is left out has a default. */
    record Draft(
            @Nullable String driver,
            @Nullable Engine engine,
            @Nullable String token,
            @Nullable String heap,
            @Nullable Ports ports,
            @Nullable String box,
            @JsonProperty(required = true) List<NodeSpec> nodes) {

        Lab lab() {
            return new Lab(
                    requireNonNullElse(driver, "local"),
                    requireNonNullElse(engine, Engine.TURTLED),
                    requireNonNullElse(token, "etcd-cluster"),
                    requireNonNullElse(heap, "256m"),
                    requireNonNullElse(ports, Ports.STANDARD),
                    requireNonNullElse(box, "bento/centos-stream-10"),
                    nodes);
        }
    }
}
