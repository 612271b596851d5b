package turtlelab.node.app.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import turtlelab.node.app.Ending;
import turtlelab.node.app.Node;
import turtlelab.node.app.NodeConfig;
import turtlelab.node.app.auto.Servers;
import turtlelab.node.base.Time;
import turtlelab.node.discovery.BootstrapFlags;
import turtlelab.node.discovery.BootstrapFlags.InitialList;
import turtlelab.node.discovery.DataDir;

/** Nodes in this JVM, one after the other, as the servers of a host. */
public final class NodeServers implements Servers {
    private static final String ASIDE = "removed-";

    private final NodeConfig config;
    private final Time time;

    public NodeServers(NodeConfig config, Time time) {
        this.config = config;
        this.time = time;
    }

    @Override
    public boolean hasData() throws IOException {
        try (var data = DataDir.open(config.directories().data())) {
            return data.identity().isPresent();
        }
    }

    @Override
    public Server start(Birth birth) throws Exception {
        var node =
                Node.start(
                        switch (birth) {
                            case Birth.Founding _ -> founding();
                            case Birth.Joining(var members) -> joining(members, true, "");
                            case Birth.Resuming _ -> config;
                        },
                        time);
        return new Running(node);
    }

    /** A token of its own: two clusters founded at one address are not to be mistaken. */
    private NodeConfig founding() {
        var urls = config.bootstrap().advertisedPeerUrls().texts();
        var list =
                urls.stream()
                        .map(url -> config.name() + "=" + url)
                        .collect(Collectors.joining(","));
        return joining(list, false, UUID.randomUUID().toString());
    }

    private NodeConfig joining(String members, boolean existing, String token) {
        var flags = config.bootstrap();
        return config.with(
                new BootstrapFlags(
                        flags.name(),
                        flags.advertisedPeerUrls(),
                        new InitialList(members, token),
                        existing));
    }

    private record Running(Node node) implements Server {
        @Override
        public CompletableFuture<Boolean> removed() {
            return node.end().thenApply(reason -> reason == Ending.Reason.REMOVED);
        }

        @Override
        public long member() {
            return node.replica().self().value();
        }

        @Override
        public void close() throws Exception {
            node.close();
        }
    }

    /** One removed member's data is kept, for people; the one before it goes. */
    @Override
    public Optional<String> setAside() throws IOException {
        var directory = config.directories().data();
        var member = directory.resolve("member");
        if (!Files.exists(member)) {
            return Optional.empty();
        }
        var identity = identity();
        if (identity.isEmpty()) {
            delete(member);
            return Optional.empty();
        }
        for (var old : aside(directory)) {
            delete(old);
        }
        var target = directory.resolve(ASIDE + identity.get());
        Files.move(member, target);
        return Optional.of(target.toString());
    }

    private Optional<String> identity() throws IOException {
        try (var data = DataDir.open(config.directories().data())) {
            return data.identity().map(it -> it.member().hex());
        }
    }

    private static List<Path> aside(Path directory) throws IOException {
        try (var files = Files.list(directory)) {
            return files.filter(it -> it.getFileName().toString().startsWith(ASIDE)).toList();
        }
    }

    private static void delete(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
