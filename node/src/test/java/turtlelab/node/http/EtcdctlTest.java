package turtlelab.node.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The distribution's etcdctl, unmodified; skipped, with the reason printed, where it is not
 * installed.
 */
class EtcdctlTest {
    private static final File ETCDCTL = new File("/usr/bin/etcdctl");

    private TestPort port;

    @BeforeEach
    void open() throws Exception {
        if (!ETCDCTL.canExecute()) {
            System.out.println("EtcdctlTest skipped: no " + ETCDCTL + " (package etcd-client)");
        }
        assumeTrue(ETCDCTL.canExecute());
        port = new TestPort();
    }

    @AfterEach
    void close() throws Exception {
        if (port != null) {
            port.close();
        }
    }

    @Test
    void putsGetsAndDeletes() throws Exception {
        assertThat(etcdctl("", "put", "colour", "red")).isEqualTo("OK\n");
        assertThat(etcdctl("", "get", "colour")).isEqualTo("colour\nred\n");
        assertThat(etcdctl("", "get", "col", "--prefix", "--keys-only")).isEqualTo("colour\n\n");
        assertThat(etcdctl("", "del", "colour", "--prev-kv")).isEqualTo("1\ncolour\nred\n");
        assertThat(etcdctl("", "get", "colour")).isEmpty();
    }

    @Test
    void runsATransaction() throws Exception {
        etcdctl("", "put", "colour", "red");
        var script = "value(\"colour\") = \"red\"\n\nput colour blue\nget colour\n\nget colour\n\n";
        assertThat(etcdctl(script, "txn")).isEqualTo("SUCCESS\n\nOK\n\ncolour\nblue\n");
        assertThat(etcdctl(script, "txn")).isEqualTo("FAILURE\n\ncolour\nblue\n");
    }

    @Test
    void listsMembersAndShowsTheStatus() throws Exception {
        assertThat(etcdctl("", "member", "list"))
                .isEqualTo(
                        "8e9e05c52164694d, started, default, http://localhost:2380,"
                                + " http://localhost:2379, false\n");
        assertThat(etcdctl("", "endpoint", "status"))
                .contains(", 8e9e05c52164694d, 3.4.23, ", ", true, false, 2, ");
        assertThat(etcdctl("", "endpoint", "health"))
                .contains("is healthy: successfully committed proposal");
    }

    @Test
    void compactsAndIsRefusedWhatIsGone() throws Exception {
        etcdctl("", "put", "a", "1");
        etcdctl("", "put", "a", "2");
        assertThat(etcdctl("", "compaction", "3")).isEqualTo("compacted revision 3\n");
        assertThat(etcdctl("", "get", "a", "--rev=2"))
                .contains("Error: etcdserver: mvcc: required revision has been compacted");
    }

    private String etcdctl(String input, String... arguments)
            throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(ETCDCTL.getPath(), "--endpoints", port.url()));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("ETCDCTL_API", "3");
        var process = builder.start();
        try (var stdin = process.getOutputStream()) {
            stdin.write(input.getBytes(StandardCharsets.UTF_8));
        }
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        return output;
    }
}
