package turtlelab.node.http.v2;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import turtlelab.node.replica.FakeReplica;

class DiscoveryRoutesTest {
    private V2Port<FakeReplica> port;

    @BeforeEach
    void open() throws Exception {
        port = new V2Port<>(new FakeReplica());
    }

    @AfterEach
    void close() throws Exception {
        port.close();
    }

    private RawHttp.Reply send(String method, String path) throws Exception {
        return port.http().send(new RawHttp.Request(method, path, List.of(), ""));
    }

    @Test
    void aNewTokenHasASize() throws Exception {
        var made = send("GET", "/new?size=5");
        assertThat(made.status()).isEqualTo(200);
        assertThat(made.body()).matches("http://.*/v2/keys/_etcd/registry/[0-9a-f]{32}");
        var path = made.body().replaceFirst("http://[^/]*", "");
        assertThat(send("GET", path + "/_config/size").body()).contains("\"value\":\"5\"");
        assertThat(send("GET", path).body()).doesNotContain("_config");
    }

    @Test
    void theUsualSizeIsThree() throws Exception {
        var path = send("PUT", "/new").body().replaceFirst("http://[^/]*", "");
        assertThat(send("GET", path + "/_config/size").body()).contains("\"value\":\"3\"");
    }

    @Test
    void sizesThatAreNoneAreRefused() throws Exception {
        var text = send("GET", "/new?size=abc");
        assertThat(text.status()).isEqualTo(400);
        assertThat(text.body()).isEqualTo("strconv.Atoi: parsing \"abc\": invalid syntax\n");
        assertThat(send("GET", "/new?size=0").status()).isEqualTo(400);
        assertThat(send("DELETE", "/new").status()).isEqualTo(405);
    }

    @Test
    void withoutALeaderThereIsNoToken() throws Exception {
        port.replica().loseLeader();
        assertThat(send("GET", "/new").status()).isEqualTo(503);
    }
}
