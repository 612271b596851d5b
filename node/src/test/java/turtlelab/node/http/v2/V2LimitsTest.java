package turtlelab.node.http.v2;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import turtlelab.node.replica.FakeReplica;
import turtlelab.node.state.Command;
import turtlelab.node.state.v2.V2Command;
import turtlelab.node.state.v2.V2Command.Content;

/** Trees as large as nobody should have. */
class V2LimitsTest {
    private static final int CHILDREN = 100_000;

    @Test
    void aDirectoryOfAHundredThousandKeysIsListedAndDeleted() throws Exception {
        try (var port = new V2Port<>(new FakeReplica())) {
            for (int i = 0; i < CHILDREN; i++) {
                var create = new V2Command.CreateInOrder("/queue", Content.file("v" + i));
                port.replica().execute(new Command.V2(create)).join();
            }
            var listed = send(port, "GET", "/v2/keys/queue?sorted=true");
            assertThat(listed.status()).isEqualTo(200);
            assertThat(listed.body().split("\"value\":\"v", -1)).hasSize(CHILDREN + 1);
            assertThat(listed.body().indexOf("\"v9999\""))
                    .isLessThan(listed.body().indexOf("\"v99999\""));
            assertThat(send(port, "GET", "/v2/keys/queue/00000000000000100003").body())
                    .contains("\"value\":\"v99999\"");
            var deleted = send(port, "DELETE", "/v2/keys/queue?recursive=true");
            assertThat(deleted.body()).contains("\"prevNode\":{\"key\":\"/queue\",\"dir\":true,");
            assertThat(send(port, "GET", "/v2/keys/").body()).doesNotContain("queue");
        }
    }

    @Test
    void aTreeOfAThousandLevelsIsListedWholeAndDeleted() throws Exception {
        try (var port = new V2Port<>(new FakeReplica())) {
            var path = "/d".repeat(1000);
            var set = new V2Command.Set(path, Content.file("deep"));
            port.replica().execute(new Command.V2(set)).join();
            var listed = send(port, "GET", "/v2/keys/?recursive=true&sorted=true");
            assertThat(listed.body()).contains("\"key\":\"" + path + "\",\"value\":\"deep\"");
            assertThat(send(port, "DELETE", "/v2/keys/d?recursive=true").status()).isEqualTo(200);
            assertThat(send(port, "GET", "/v2/keys" + path).status()).isEqualTo(404);
        }
    }

    private static RawHttp.Reply send(V2Port<FakeReplica> port, String method, String target)
            throws Exception {
        return port.http().send(new RawHttp.Request(method, target, List.of(), ""));
    }
}
