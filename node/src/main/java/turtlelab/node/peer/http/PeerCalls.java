package turtlelab.node.peer.http;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import turtlelab.node.base.ClusterId;
import turtlelab.node.base.HttpUrl;
import turtlelab.node.base.MemberId;
import turtlelab.node.discovery.RemoteCluster;
import turtlelab.node.maintenance.PeerHashes;
import turtlelab.node.member.LeaderCalls;
import turtlelab.node.peer.Problem;
import turtlelab.node.state.KvHash;
import turtlelab.node.state.MemberTable.MemberInfo;

/**
 * Asks the HTTP side of other members' peer ports, each call on a virtual thread of its own. The
 * JDK's old client serves here, because the new one costs half a second of a start on a small
 * machine.
 */
public final class PeerCalls implements RemoteCluster, LeaderCalls, PeerHashes {
    private static final Logger LOG = LoggerFactory.getLogger(PeerCalls.class);
    private static final Duration CONNECT = Duration.ofSeconds(1);
    private static final Duration ANSWER = Duration.ofSeconds(2);
    private static final Duration PROMOTION = Duration.ofSeconds(7);
    private static final Duration HASH = Duration.ofMinutes(1);
    private static final int LONGEST_ANSWER = 1 << 20;

    @Override
    public Optional<Picture> ask(List<HttpUrl> peers) {
        var answers = peers.stream().map(this::ask).toList();
        return answers.stream().map(CompletableFuture::join).flatMap(Optional::stream).findFirst();
    }

    @Override
    public CompletableFuture<Reply> promote(MemberInfo leader, MemberId learner) {
        var path = "/members/promote/" + Long.toUnsignedString(learner.value());
        var url = leader.peerUrls().getFirst() + path;
        return inBackground(
                () -> {
                    try {
                        return reply(call("POST", url, PROMOTION));
                    } catch (IOException e) {
                        LOG.warn("the leader did not answer {} ({})", url, Problem.of(e));
                        return new Reply(false, Optional.empty());
                    }
                });
    }

    @Override
    public CompletableFuture<Optional<KvHash.Hashed>> kvHash(MemberInfo member, long revision) {
        var url = member.peerUrls().getFirst() + "/members/hashkv?revision=" + revision;
        return inBackground(
                () -> {
                    try {
                        var answer = call("GET", url, HASH);
                        return answer.status() == 200
                                ? HashJson.read(answer.body())
                                : Optional.<KvHash.Hashed>empty();
                    } catch (IOException e) {
                        LOG.info("no checksum from {} ({})", url, Problem.of(e));
                        return Optional.<KvHash.Hashed>empty();
                    }
                });
    }

    private CompletableFuture<Optional<Picture>> ask(HttpUrl peer) {
        return inBackground(
                () -> {
                    try {
                        return picture(call("GET", peer + "/members", ANSWER));
                    } catch (IOException e) {
                        LOG.info("no cluster information from {} ({})", peer, Problem.of(e));
                        return Optional.empty();
                    }
                });
    }

    /** What came back, whatever the status code. */
    private record Answer(int status, String clusterId, String body) {}

    private static Answer call(String method, String url, Duration patience) throws IOException {
        var connection = (HttpURLConnection) URI.create(url).toURL().openConnection(Proxy.NO_PROXY);
        connection.setRequestMethod(method);
        connection.setConnectTimeout((int) CONNECT.toMillis());
        connection.setReadTimeout((int) patience.toMillis());
        connection.setInstanceFollowRedirects(false);
        try {
            var status = connection.getResponseCode();
            var id = connection.getHeaderField("X-Etcd-Cluster-Id");
            var good = status < 400;
            try (var body = good ? connection.getInputStream() : connection.getErrorStream()) {
                return new Answer(status, id == null ? "" : id, text(body));
            }
        } finally {
            connection.disconnect();
        }
    }

    private static String text(@Nullable InputStream body) throws IOException {
        var bytes = body == null ? new byte[0] : body.readNBytes(LONGEST_ANSWER);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static <T> CompletableFuture<T> inBackground(Supplier<T> call) {
        return CompletableFuture.supplyAsync(
                call, task -> Thread.ofVirtual().name("peer-call").start(task));
    }

    private static Optional<Picture> picture(Answer answer) {
        var cluster = id(answer.clusterId());
        var members = MembersJson.read(answer.body());
        return answer.status() == 200 && cluster.isPresent() && members.isPresent()
                ? Optional.of(new Picture(cluster.get(), members.get()))
                : Optional.empty();
    }

    private static Optional<ClusterId> id(String hex) {
        try {
            return Optional.of(ClusterId.ofHex(hex));
        } catch (NumberFormatException _) {
            return Optional.empty();
        }
    }

    private static Reply reply(Answer answer) {
        if (answer.status() == 200) {
            return new Reply(true, Optional.empty());
        }
        var rejection = PromotionTexts.read(answer.status(), answer.body());
        return new Reply(rejection.isPresent(), rejection);
    }
}
