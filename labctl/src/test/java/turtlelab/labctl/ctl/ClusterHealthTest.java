package turtlelab.labctl.ctl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import turtlelab.labctl.ctl.setting.Setting;
import turtlelab.labctl.ctl.v2.V2Program;
import turtlelab.labctl.ctl.v2.V2Verb;
import turtlelab.labctl.exec.Streams;
import turtlelab.labctl.exec.Time;

/** What {@code cluster-health} says, line by line. */
class ClusterHealthTest {

    private static final String UNUSED = "http://127.9.2.9:1";

    private final FakeMember one = new FakeMember();
    private final FakeMember two = new FakeMember();

    @AfterEach
    void closeMembers() {
        one.close();
        two.close();
    }

    private static String member(String id, String name, String clientUrl) {
        var clients = clientUrl.isEmpty() ? "" : "\"" + clientUrl + "\"";
        return "{\"id\":\"%s\",\"name\":\"%s\",\"peerURLs\":[\"http://p:1\"],\"clientURLs\":[%s]}"
                .formatted(id, name, clients);
    }

    private void members(String... members) {
        var list = "{\"members\":[" + String.join(",", members) + "]}";
        one.says("GET /v2/members", 200, list);
    }

    private Ran health() {
        return Ran.ours(Map.of(), "--endpoints", one.url(), "cluster-health");
    }

    private static void healthy(FakeMember... members) {
        for (var each : members) {
            each.says("GET /health", 200, "{\"health\":\"true\"}");
        }
    }

    @Test
    void allHealthyIsHealthyInTheOrderOfIds() {
        members(
                member("ffcf00e267752181", "a", one.url()),
                member("57641140d8f810", "b", two.url()));
        healthy(one, two);
        assertThat(health())
                .isEqualTo(
                        new Ran(
                                0,
                                """
                                member 57641140d8f810 is healthy: got healthy result from %s
                                member ffcf00e267752181 is healthy: got healthy result from %s
                                cluster is healthy
                                """
                                        .formatted(two.url(), one.url()),
                                ""));
    }

    @Test
    void oneDownOfThreeIsDegraded() {
        members(member("1", "a", one.url()), member("2", "b", two.url()), member("3", "c", UNUSED));
        healthy(one, two);
        var ran = health();
        assertThat(ran.exitCode()).isEqualTo(5);
        assertThat(ran.out())
                .isEqualTo(
                        """
                        member 1 is healthy: got healthy result from %s
                        member 2 is healthy: got healthy result from %s
                        failed to check the health of member 3 on %s: Get "%s/health": \
                        dial tcp 127.9.2.9:1: connect: connection refused
                        member 3 is unreachable: [%s] are all unreachable
                        cluster is degraded
                        """
                                .formatted(one.url(), two.url(), UNUSED, UNUSED, UNUSED));
    }

    @Test
    void anAddedMemberThatHasNotStartedTakesTheOnlyOneDown() {
        members(member("1", "a", one.url()), member("2", "", ""));
        one.says("GET /health", 503, "{\"health\":\"false\"}");
        assertThat(health())
                .isEqualTo(
                        new Ran(
                                5,
                                """
                                member 1 is unhealthy: got unhealthy result from %s
                                member 2 is unreachable: no available published client urls
                                cluster is unhealthy
                                """
                                        .formatted(one.url()),
                                ""));
    }

    @Test
    void aMemberWithoutAVoteDoesNotCountForTheQuorum() {
        members(member("1", "a", one.url()), member("a2", "", ""));
        healthy(one);
        one.says(
                "POST /v3/cluster/member/list",
                200,
                "{\"members\":[{\"ID\":\"1\"},{\"ID\":\"162\",\"isLearner\":true}]}");
        assertThat(health().out()).endsWith("cluster is degraded\n");
    }

    @Test
    void whoAsksForMoreIsToldHowManyMayStillFail() {
        members(member("1", "a", one.url()), member("2", "b", two.url()), member("3", "c", UNUSED));
        healthy(one, two);
        assertThat(verbose())
                .endsWith(
                        "2 of 3 voters healthy, tolerates 0 more failures\ncluster is degraded\n");
        members(member("1", "a", one.url()), member("2", "b", two.url()));
        assertThat(verbose())
                .endsWith("2 of 2 voters healthy, tolerates 0 more failures\ncluster is healthy\n");
        members(
                member("1", "a", one.url()),
                member("2", "b", one.url()),
                member("3", "c", two.url()));
        assertThat(verbose()).contains("3 of 3 voters healthy, tolerates 1 more failure\n");
        members(member("1", "a", one.url()), member("2", "", ""));
        assertThat(verbose()).endsWith("1 of 2 voters healthy, no quorum\ncluster is unhealthy\n");
    }

    private String verbose() {
        return Ran.ours(Map.of(), "--endpoints", one.url(), "cluster-health", "--verbose").out();
    }

    @Test
    void theSecondUrlOfAMemberMayAnswer() {
        one.says(
                "GET /v2/members",
                200,
                member("1", "a", UNUSED + "\",\"" + two.url())
                        .replaceFirst("^", "{\"members\":[")
                        .concat("]}"));
        healthy(two);
        assertThat(health().exitCode()).isZero();
        assertThat(health().out()).contains("failed to check the health of member 1 on " + UNUSED);
    }

    @Test
    void lookingForEverLooksEveryTenSecondsUntilNobodyReads() throws InterruptedException {
        members(member("1", "a", one.url()));
        healthy(one);
        var text = new StringBuilder();
        var pauses = new ArrayList<Duration>();
        var out =
                new OutputStream() {
                    @Override
                    public void write(int b) throws IOException {
                        if (pauses.size() == 2) throw new IOException("nobody reads");
                        text.append((char) b);
                    }
                };
        var time =
                new Time() {
                    @Override
                    public long nanos() {
                        return 0;
                    }

                    @Override
                    public void pause(Duration length) {
                        pauses.add(length);
                    }
                };
        var streams =
                new Streams(InputStream.nullInputStream(), new PrintStream(out, true), System.err);
        var program = new V2Program(new Setting(streams, Map.of(), time));
        var words = List.of("--endpoints", one.url(), "cluster-health", "-f");
        program.run(V2Verb.CLUSTER_HEALTH, program.flags(V2Verb.CLUSTER_HEALTH, words));
        var once =
                "member 1 is healthy: got healthy result from %s\ncluster is healthy\n"
                        .formatted(one.url());
        var next = "\nnext check after 10 second...\n\n";
        assertThat(text).hasToString(once + next + once + next);
        assertThat(pauses).isNotEmpty().containsOnly(Duration.ofSeconds(10));
    }

    @Test
    void withoutAListNothingIsKnown() {
        var ran = Ran.ours(Map.of(), "--endpoints", UNUSED, "cluster-health");
        assertThat(ran.exitCode()).isEqualTo(4);
        assertThat(ran.out()).isEqualTo("cluster may be unhealthy: failed to list members\n");
        assertThat(ran.err())
                .startsWith(
                        "Error:  client: etcd cluster is unavailable or misconfigured;"
                                + " error #0: dial tcp 127.9.2.9:1: connect: connection refused\n")
                .endsWith("hint: no connection: is a node running there?\n");
    }
}
