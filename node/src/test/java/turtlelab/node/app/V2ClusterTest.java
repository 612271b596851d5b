package turtlelab.node.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static turtlelab.node.base.Eventually.eventually;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import turtlelab.node.base.Closer;
import turtlelab.node.http.v2.RawHttp;

/** What v2 knows beside its keys, through restarts and images: users, roles, history. */
final class V2ClusterTest {
    private static final String FORM = "Content-Type: application/x-www-form-urlencoded";

    @TempDir private Path directory;

    private final Closer running = new Closer();

    @AfterEach
    void stopAll() throws Exception {
        running.close();
    }

    @Test
    void usersRolesAndHistoryOutliveARestart() throws Exception {
        var node = running.add(new TestNode(directory, 82, 1));
        node.start(node.entry());
        eventually(node::healthy);
        guardKeys(node);
        long index = index(node);

        node.close();
        node.start(node.entry());
        eventually(node::healthy);

        keysAreGuarded(node);
        thePastIsKnown(node);
        // A node that starts publishes its name once more, which counts.
        assertThat(index(node)).isBetween(index, index + 1);
    }

    @Test
    void aBackupBecomesAClusterOfItsOwn() throws Exception {
        var node = running.add(new TestNode(directory, 85, 1));
        node.start(node.entry());
        eventually(node::healthy);
        assertThat(node.put("kept", "v2")).isTrue();
        assertThat(node.v3("/kv/put", "{\"key\":\"a2V5\"}")).contains("revision");
        node.close();
        // What etcdctl backup leaves out.
        Files.delete(node.directory().resolve("member/identity"));

        assertThatThrownBy(() -> node.start(node.entry()))
                .isInstanceOf(StartFailure.class)
                .hasMessageContaining("--force-new-cluster");
        node.start(node.entry(), "--force-new-cluster");
        eventually(node::healthy);

        assertThat(node.get("kept")).contains("\"value\":\"v2\"");
        assertThat(node.v3("/kv/range", "{\"key\":\"a2V5\"}")).contains("\"count\":\"1\"");
        node.close();
        node.start(node.entry());
        eventually(node::healthy);
        assertThat(node.get("kept")).contains("\"value\":\"v2\"");
    }

    @Test
    void withoutV2ItsPathsAreNobodysAndTheRestWorks() throws Exception {
        var node = running.add(new TestNode(directory, 84, 1));
        node.start(node.entry(), "--enable-v2=false");
        eventually(node::healthy);
        for (var path : List.of("/v2/keys/a", "/v2/members", "/v2/stats/self", "/v2/machines")) {
            var reply = get(node, path);
            assertThat(reply.status()).as(path).isEqualTo(404);
            assertThat(reply.body()).isEqualTo("404 page not found\n");
        }
        assertThat(node.v3("/kv/put", "{\"key\":\"YQ==\"}")).contains("\"revision\":\"2\"");
        assertThat(get(node, "/version").status()).isEqualTo(200);
    }

    @Test
    void anImageCarriesUsersRolesAndHistory() throws Exception {
        var nodes =
                IntStream.rangeClosed(1, 3)
                        .mapToObj(number -> running.add(new TestNode(directory, 83, number)))
                        .toList();
        var cluster = nodes.stream().map(TestNode::entry).collect(Collectors.joining(","));
        for (var node : nodes) {
            node.start(cluster, "--snapshot-count=20");
        }
        eventually(() -> nodes.stream().allMatch(TestNode::healthy));
        var first = nodes.getFirst();
        var late = nodes.getLast();
        late.close();
        eventually(first::healthy);
        guardKeys(first);
        for (int i = 0; i < 200; i++) {
            first.v3("/kv/put", "{\"key\":\"YQ==\"}");
        }

        late.start(cluster, "--snapshot-count=20");
        eventually(() -> late.node().replica().state().v2Auth().enabled());
        eventually(late::healthy);

        keysAreGuarded(late);
        thePastIsKnown(late);
        assertThat(index(late)).isEqualTo(index(first));
    }

    /** Ann may read and write below {@code /a}; guests may do nothing. */
    private static void guardKeys(TestNode node) throws IOException {
        ok(put(node, "/v2/keys/a/k", "value=old", FORM));
        ok(put(node, "/v2/keys/a/k", "value=new", FORM));
        ok(put(node, "/v2/auth/users/root", "{\"user\":\"root\",\"password\":\"r\"}"));
        ok(put(node, "/v2/auth/roles/guest", "{\"role\":\"guest\"}"));
        ok(
                put(
                        node,
                        "/v2/auth/roles/a",
                        "{\"role\":\"a\",\"permissions\":"
                                + "{\"kv\":{\"read\":[\"/a/*\"],\"write\":[\"/a/*\"]}}}"));
        ok(
                put(
                        node,
                        "/v2/auth/users/ann",
                        "{\"user\":\"ann\",\"password\":\"a\",\"roles\":[\"a\"]}"));
        ok(put(node, "/v2/auth/enable", ""));
    }

    private static void keysAreGuarded(TestNode node) throws IOException {
        assertThat(get(node, "/v2/keys/a/k").body()).contains("Insufficient credentials");
        assertThat(get(node, "/v2/keys/a/k", basic("ann:a")).body()).contains("\"value\":\"new\"");
        assertThat(get(node, "/v2/keys/b", basic("ann:a")).status()).isEqualTo(401);
        assertThat(get(node, "/v2/auth/users", basic("root:r")).body())
                .contains("\"user\":\"ann\",\"roles\":[{\"role\":\"a\",");
    }

    private static void thePastIsKnown(TestNode node) throws IOException {
        var first = get(node, "/v2/keys/a/k?wait=true&waitIndex=1", basic("root:r"));
        assertThat(first.body()).contains("\"value\":\"old\"");
        long next = Long.parseLong(first.body().replaceAll(".*createdIndex\":(\\d+).*\\s", "$1"));
        assertThat(
                        get(node, "/v2/keys/a/k?wait=true&waitIndex=" + (next + 1), basic("ann:a"))
                                .body())
                .contains("\"value\":\"new\"", "\"prevNode\"");
    }

    private static long index(TestNode node) throws IOException {
        var reply = get(node, "/v2/keys/", basic("root:r"));
        return Long.parseLong(reply.headers().get("x-etcd-index"));
    }

    private static RawHttp.Reply get(TestNode node, String target, String... headers)
            throws IOException {
        return http(node).send(new RawHttp.Request("GET", target, List.of(headers), ""));
    }

    private static RawHttp.Reply put(TestNode node, String target, String body, String... headers)
            throws IOException {
        return http(node).send(new RawHttp.Request("PUT", target, List.of(headers), body));
    }

    private static RawHttp http(TestNode node) {
        return new RawHttp(new InetSocketAddress(node.host(), 2379));
    }

    private static String basic(String userAndPassword) {
        var bytes = userAndPassword.getBytes(StandardCharsets.UTF_8);
        return "Authorization: Basic " + Base64.getEncoder().encodeToString(bytes);
    }

    private static void ok(RawHttp.Reply reply) {
        assertThat(reply.status()).as(reply.body()).isBetween(200, 201);
    }
}
