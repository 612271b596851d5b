package turtlelab.labctl.driver.cloud;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import turtlelab.labctl.exec.LabFailure;

/**
 * What every instance of a lab is made of, as {@code cloud.yaml} beside {@code lab.yaml} says it.
 *
 * @param api such as {@code https://ec2.eu-central-1.amazonaws.com}
 * @param image with turtled installed, by {@code bootstrap/install.sh}
 * @param key name of the key pair that instances admit
 * @param keyFile its private half on this machine; empty for what ssh itself finds
 * @param user that the key admits, who may use sudo
 * @param subnet that the nodes' addresses ({@code vm}) are of
 * @param disk size of one more volume in GiB, 0 for none
 */
record Profile(
        String api,
        String region,
        String image,
        String type,
        String key,
        String keyFile,
        String user,
        String subnet,
        List<String> groups,
        String zone,
        int disk) {

    /** The file's name. */
    static final String FILE = "cloud.yaml";

    private static final YAMLMapper YAML =
            YAMLMapper.builder().enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

    Profile {
        groups = List.copyOf(groups);
    }

    /**
     * That of this folder, or of the nearest above that has one.
     *
     * @throws LabFailure when there is none, or it cannot be read
     */
    static Profile near(Path folder) {
        for (@Nullable Path above = folder; above != null; above = above.getParent()) {
            var file = above.resolve(FILE);
            if (Files.exists(file)) {
                return read(file);
            }
        }
        throw wrong("no %s beside the lab's file: it says what instances are".formatted(FILE));
    }

    private static Profile read(Path file) {
        try {
            return YAML.readValue(Files.readString(file), Draft.class).profile();
        } catch (JsonProcessingException e) {
            var line = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
            throw wrong("%s:%d: %s".formatted(file, line, e.getOriginalMessage()));
        } catch (IOException e) {
            throw wrong("cannot read %s: %s".formatted(file, e.getMessage()));
        }
    }

    private static LabFailure wrong(String message) {
        return new LabFailure(LabFailure.Kind.CONFIGURATION, message);
    }

    /** What may stand in the file. */
    private record Draft(
            @JsonProperty(required = true) String api,
            @JsonProperty(required = true) String region,
            @JsonProperty(required = true) String image,
            @JsonProperty(required = true) String type,
            @JsonProperty(required = true) String key,
            @JsonProperty("key-file") @Nullable String keyFile,
            @Nullable String user,
            @JsonProperty(required = true) String subnet,
            @Nullable List<String> groups,
            @Nullable String zone,
            int disk) {

        Profile profile() {
            return new Profile(
                    api,
                    region,
                    image,
                    type,
                    key,
                    requireNonNullElse(keyFile, ""),
                    requireNonNullElse(user, "ec2-user"),
                    subnet,
                    requireNonNullElse(groups, List.of()),
                    requireNonNullElse(zone, ""),
                    disk);
        }
    }
}
