package turtlelab.node.http.v2;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import turtlelab.node.oracle.RealEtcd;
import turtlelab.node.replica.FakeReplica;

/**
 * The same conversations with our port and with a real etcd. The scripts hold etcd's answers;
 * {@code -Dv2.record=true} writes them anew from the etcd installed here: look at the difference
 * before you commit it.
 */
class V2ScriptTest {
    @ParameterizedTest
    @ValueSource(strings = {"keys", "parameters", "forms", "paths", "members", "stats", "auth"})
    void ourPortAnswersAsEtcdDid(String name) throws Exception {
        var script = HttpScript.parse(read(name));
        try (var port = new V2Port<>(new FakeReplica())) {
            assertThat(script.play(port.http())).isEqualTo(script.expected());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"keys", "parameters", "forms", "paths", "members", "stats", "auth"})
    void aRealEtcdStillAnswersSo(String name, @TempDir Path folder) throws Exception {
        RealEtcd.assumeInstalled();
        var script = HttpScript.parse(read(name));
        var played = played(script, folder.resolve("first"));
        if (Boolean.getBoolean("v2.record")) {
            Files.writeString(Path.of("src/test/resources", resource(name)), played);
            return;
        }
        // On a busy machine etcd may answer "Internal Server Error" because it took too long.
        if (!played.equals(script.expected())) {
            played = played(script, folder.resolve("second"));
        }
        assertThat(played).isEqualTo(script.expected());
    }

    private static String played(HttpScript script, Path folder) throws Exception {
        Files.createDirectory(folder);
        try (var etcd = RealEtcd.start(folder)) {
            return script.play(new RawHttp(etcd.address()));
        }
    }

    private static String resource(String name) {
        return "v2/" + name + ".script";
    }

    private static String read(String name) throws IOException {
        try (var script = V2ScriptTest.class.getResourceAsStream("/" + resource(name))) {
            if (script == null) {
                throw new IOException("no script " + name);
            }
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
