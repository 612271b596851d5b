package turtlelab.node.http.v2;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import turtlelab.node.http.v2.HttpScript.Engine;
import turtlelab.node.replica.FakeReplica;

/** The recorded conversations with etcd, on our port alone; {@code V2DifferentialTest} has both. */
class V2ScriptTest {
    @ParameterizedTest
    @ValueSource(strings = {"keys", "parameters", "forms", "paths", "members", "stats", "auth"})
    void ourPortAnswersAsEtcdDid(String name) throws Exception {
        var script = HttpScript.named(name);
        try (var port = new V2Port<>(new FakeReplica())) {
            assertThat(script.play(port.http())).isEqualTo(script.expected(Engine.TURTLED));
        }
    }
}
