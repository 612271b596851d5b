package turtlelab.node.app.auto;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import turtlelab.join.base.Json;

/**
 * What a host keeps beside its member's data: its mark, which tells it from another process of the
 * same name, and where the cluster was last seen, so that it finds it again without seeds.
 */
final class Memory {
    private final Path file;
    private final String mark;
    private List<String> endpoints;

    private Memory(Path file, String mark, List<String> endpoints) {
        this.file = file;
        this.mark = mark;
        this.endpoints = List.copyOf(endpoints);
    }

    static Memory open(Path directory) throws IOException {
        var file = directory.resolve("host.json");
        Files.createDirectories(directory);
        var json = Json.read(Files.exists(file) ? Files.readString(file) : "{}");
        var mark = json.path("mark").asText();
        return new Memory(
                file,
                mark.isEmpty() ? UUID.randomUUID().toString() : mark,
                Json.texts(json.path("endpoints")));
    }

    String mark() {
        return mark;
    }

    List<String> endpoints() {
        return endpoints;
    }

    /** Notes where the cluster is now. */
    void remember(List<String> now) throws IOException {
        if (now.equals(endpoints) || now.isEmpty()) {
            return;
        }
        endpoints = List.copyOf(now);
        var text = Json.write(Map.of("mark", mark, "endpoints", new ArrayList<>(now)));
        var temporary = file.resolveSibling("host.json.tmp");
        Files.writeString(temporary, text);
        Files.move(
                temporary,
                file,
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
    }
}
