package turtlelab.node.app;

import static org.assertj.core.api.Assertions.assertThat;
import static turtlelab.node.base.Eventually.eventually;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import turtlelab.node.app.supervisor.NotifySocket;

/** What only a process can show: exit codes, signals, a death without warning. */
final class TurtledProcessTest {
    @TempDir Path directory;

    @Test
    void aNodeSurvivesSigkillWithEverythingAcknowledgedAndLeavesOnSigterm() throws Exception {
        var node = new TestNode(directory, 30, 1);
        try (var first = start(node.flags(node.entry()))) {
            eventually(node::healthy);
            for (int i = 0; i < 50; i++) {
                assertThat(node.put("k" + i, "v" + i)).isTrue();
            }
            first.kill();
            first.exitWithin(10);
        }
        try (var second = start(node.flags(node.entry()))) {
            eventually(node::healthy);
            for (int i = 0; i < 50; i++) {
                assertThat(node.get("k" + i)).contains("\"v" + i + "\"");
            }
            assertThat(second.output())
                    .contains("the server is already initialized as member before");
            try (var third = start(node.flags(node.entry()))) {
                assertThat(third.exitWithin(20)).isEqualTo(1);
                assertThat(third.output()).contains("holds the file lock");
            }
            second.stop();
            assertThat(second.exitWithin(20)).isEqualTo(143);
            assertThat(second.output()).contains("left in good order");
        }
    }

    /** For units of {@code Type=notify}; the others of its cluster are nowhere. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void theServiceManagerIsToldWhenItListensThoughThereIsNoQuorum() throws Throwable {
        var node = new TestNode(directory, 29, 1);
        var all = node.entry() + ",other=http://127.8.29.9:2380";
        try (var socket = NotifySocket.in(directory);
                var process =
                        TurtledProcess.start(
                                directory.resolve("notify.log"),
                                Map.of("NOTIFY_SOCKET", directory.resolve("notify").toString()),
                                node.flags(all))) {
            assertThat(socket.next())
                    .isEqualTo(
                            "READY=1\nSTATUS=serving clients on "
                                    + "http://"
                                    + node.host()
                                    + ":2379");
            assertThat(node.healthy()).isFalse();
            process.stop();
            assertThat(socket.next()).isEqualTo("STOPPING=1");
            assertThat(process.exitWithin(20)).isEqualTo(143);
        }
    }

    @Test
    void aWrongFlagEndsWithUsageAndAWrongValueWithoutIt() throws Exception {
        try (var unknown = start(List.of("--bogus"));
                var unnamed = start(List.of("--name=x1", "--initial-cluster=a=http://h:1"))) {
            assertThat(unknown.exitWithin(20)).isEqualTo(2);
            assertThat(unknown.output())
                    .contains("flag provided but not defined: -bogus", "Usage:");
            assertThat(unnamed.exitWithin(20)).isEqualTo(1);
            assertThat(unnamed.output())
                    .contains(
                            "couldn't find local name \"x1\" in the initial cluster configuration");
        }
    }

    @Test
    void aConflictBetweenFlagAndEnvironmentIsFatal() throws Exception {
        var log = directory.resolve("conflict.log");
        try (var node =
                TurtledProcess.start(log, Map.of("ETCD_NAME", "y"), List.of("--name", "x"))) {
            assertThat(node.exitWithin(20)).isEqualTo(1);
            assertThat(node.output()).contains("conflicting environment variable \"ETCD_NAME\"");
        }
    }

    @Test
    void aPortInUseIsNamed() throws Exception {
        var node = new TestNode(directory, 31, 1);
        try (var holder = new ServerSocket()) {
            holder.bind(new InetSocketAddress("127.8.31.1", 2379));
            try (var refused = start(node.flags(node.entry()))) {
                assertThat(refused.exitWithin(20)).isEqualTo(1);
                assertThat(refused.output())
                        .contains("listen tcp 127.8.31.1:2379: bind: address already in use");
            }
        }
    }

    private TurtledProcess start(List<String> flags) throws IOException {
        var log = directory.resolve(System.identityHashCode(flags) + ".log");
        return TurtledProcess.start(log, Map.of(), workingIn(flags));
    }

    /** A node without a data dir of its own must not leave one behind in the sources. */
    private List<String> workingIn(List<String> flags) {
        if (flags.stream().anyMatch(flag -> flag.startsWith("--data-dir"))) {
            return flags;
        }
        var all = new ArrayList<>(flags);
        all.addFirst("--data-dir=" + directory.resolve("data"));
        return all;
    }
}
