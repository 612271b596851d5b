package turtlelab.node.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import turtlelab.node.http.v2.HttpScript;
import turtlelab.node.http.v2.HttpScript.Engine;
import turtlelab.node.http.v2.RawHttp;
import turtlelab.node.oracle.RealEtcd;

/**
 * The same conversations with a whole fresh node and with a fresh etcd: each answer must be what
 * the script names, indexes and error bodies among them. Where the two differ on purpose the script
 * holds both answers and the reason. {@code -Dv2.record=true} writes both answers into {@code
 * target}, to be looked at before they go into a script.
 */
final class V2DifferentialTest {
    private static final List<String> SCRIPTS =
            List.of(
                    "keys",
                    "parameters",
                    "forms",
                    "paths",
                    "members",
                    "stats",
                    "auth",
                    "waiting",
                    "odd",
                    "different");

    @TempDir private Path folder;

    @ParameterizedTest
    @FieldSource("SCRIPTS")
    void aWholeNodeAnswersAsAFreshEtcd(String name) throws Exception {
        var script = HttpScript.named(name);
        if (Boolean.getBoolean("v2.record")) {
            Files.writeString(Path.of("target", name + ".turtled"), onTurtled(script));
            Files.writeString(Path.of("target", name + ".etcd"), onEtcd(script, "record"));
            return;
        }
        assertThat(onTurtled(script)).isEqualTo(script.expected(Engine.TURTLED));
        RealEtcd.assumeInstalled();
        var played = onEtcd(script, "first");
        // On a busy machine etcd may answer "Internal Server Error" because it took too long.
        if (!played.equals(script.expected(Engine.ETCD))) {
            played = onEtcd(script, "second");
        }
        assertThat(played).isEqualTo(script.expected(Engine.ETCD));
    }

    @Test
    void theConversationsAreLongAndEveryDifferenceHasItsReason() throws Exception {
        int requests = 0;
        for (var name : SCRIPTS) {
            for (var block : HttpScript.named(name).blocks()) {
                requests++;
                assertThat(block.ours().isPresent() && block.why().isBlank())
                        .as("%s differs without a reason", block.request())
                        .isFalse();
            }
        }
        assertThat(requests).isGreaterThan(350);
    }

    private String onTurtled(HttpScript script) throws Exception {
        var turtle = new TestNode(folder, 80, 1);
        // The names and addresses that an etcd without flags has, so that identities are the same.
        var flags =
                new String[] {
                    "--name=default",
                    "--initial-advertise-peer-urls=http://localhost:2380",
                    "--advertise-client-urls=http://localhost:2379"
                };
        try (var node = turtle.start("default=http://localhost:2380", flags)) {
            var http = new RawHttp(new InetSocketAddress(turtle.host(), 2379));
            http.awaitFreshStart();
            assertThat(node.healthy()).isTrue();
            return script.play(http);
        }
    }

    private String onEtcd(HttpScript script, String run) throws Exception {
        try (var etcd = RealEtcd.start(Files.createDirectory(folder.resolve(run)))) {
            return script.play(new RawHttp(etcd.address()));
        }
    }
}
