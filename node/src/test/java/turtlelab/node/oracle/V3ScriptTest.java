package turtlelab.node.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The same conversations with a whole node and with a real etcd, over gRPC, the JSON gateway and
 * etcdctl. The scripts hold etcd's answers; {@code -Dv3.record=true} writes them anew from the etcd
 * installed here: look at the difference before you commit it.
 */
class V3ScriptTest {
    private static final List<String> SCRIPTS =
            List.of(
                    "kv", "txn", "watch", "lease", "queue", "gateway", "upkeep", "members", "cli",
                    "corners", "json");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "kv", "txn", "watch", "lease", "queue", "gateway", "upkeep", "members", "cli",
                "corners", "json"
            })
    void aWholeNodeAnswersAsEtcdDid(String name, @TempDir Path folder) throws Exception {
        RealEtcd.assumeInstalled("etcdctl", "etcd-client");
        var script = Script.parse(read(name));
        try (var node = WholeNode.start(folder);
                var speaker = new Speaker(node)) {
            assertThat(script.surprises(script.play(speaker, false), false)).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "kv", "txn", "watch", "lease", "queue", "gateway", "upkeep", "members", "cli",
                "corners", "json"
            })
    void aRealEtcdStillAnswersSo(String name, @TempDir Path folder) throws Exception {
        RealEtcd.assumeInstalled();
        RealEtcd.assumeInstalled("etcdctl", "etcd-client");
        var text = read(name);
        var script = Script.parse(text);
        try (var etcd = RealEtcd.start(folder);
                var speaker = new Speaker(etcd)) {
            var played = script.play(speaker, true);
            if (Boolean.getBoolean("v3.record")) {
                Files.writeString(file(name), Script.recorded(text, played));
                return;
            }
            assertThat(script.surprises(played, true)).isEmpty();
        }
    }

    @Test
    void thereAreAtLeastThreeHundredRequests() throws IOException {
        assertThat(blocks()).hasSizeGreaterThan(300);
    }

    @Test
    void everyDifferenceStandsInTheBookOfDifferences() throws IOException {
        var book = Files.readString(Path.of("../docs/differences-from-etcd.md"));
        var reasons =
                blocks().stream()
                        .flatMap(block -> block.difference().stream())
                        .map(Script.Difference::reason);
        assertThat(reasons).isNotEmpty().allSatisfy(reason -> assertThat(book).contains(reason));
    }

    private static List<Script.Block> blocks() throws IOException {
        var blocks = new ArrayList<Script.Block>();
        for (var name : SCRIPTS) {
            blocks.addAll(Script.parse(read(name)).blocks());
        }
        return blocks;
    }

    private static Path file(String name) {
        return Path.of("src/test/resources/v3", name + ".script");
    }

    private static String read(String name) throws IOException {
        return Files.readString(file(name), StandardCharsets.UTF_8);
    }
}
