package turtlelab.node.peer.http;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import turtlelab.node.base.ClusterId;
import turtlelab.node.base.HttpUrl;
import turtlelab.node.base.MemberId;
import turtlelab.node.discovery.RemoteCluster;
import turtlelab.node.member.LeaderCalls;
import turtlelab.node.peer.Problem;
import turtlelab.node.state.MemberTable.MemberInfo;

/** Asks the HTTP side of other members' peer ports. */
public final class PeerCalls implements RemoteCluster, LeaderCalls, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PeerCalls.class);
    private static final Duration CONNECT = Duration.ofSeconds(1);
    private static final Duration ANSWER = Duration.ofSeconds(2);
    private static final Duration PROMOTION = Duration.ofSeconds(7);

    private final HttpClient client =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(CONNECT)
                    .proxy(HttpClient.Builder.NO_PROXY)
                    .build();

    @Override
    public Optional<Picture> ask(List<HttpUrl> peers) {
        var answers = peers.stream().map(this::ask).toList();
        return answers.stream().map(CompletableFuture::join).flatMap(Optional::stream).findFirst();
    }

    @Override
    public CompletableFuture<Reply> promote(MemberInfo leader, MemberId learner) {
        var path = "/members/promote/" + Long.toUnsignedString(learner.value());
        var request =
                HttpRequest.newBuilder(URI.create(leader.peerUrls().getFirst() + path))
                        .POST(HttpRequest.BodyPublishers.noBody())
                        .timeout(PROMOTION)
                        .build();
        return client.sendAsync(request, HttpResponse.BodyHandlers.ofString())
                .thenApply(PeerCalls::reply)
                .exceptionally(_ -> new Reply(false, Optional.empty()));
    }

    @Override
    public void close() {
        client.shutdownNow();
    }

    private CompletableFuture<Optional<Picture>> ask(HttpUrl peer) {
        var request = HttpRequest.newBuilder(URI.create(peer + "/members")).timeout(ANSWER).build();
        return client.sendAsync(request, HttpResponse.BodyHandlers.ofString())
                .thenApply(PeerCalls::picture)
                .exceptionally(failure -> noAnswer(peer, failure));
    }

    private static Optional<Picture> noAnswer(HttpUrl peer, Throwable failure) {
        var cause = failure.getCause() instanceof IOException inner ? inner : failure;
        LOG.info("no cluster information from {} ({})", peer, Problem.of(cause));
        return Optional.empty();
    }

    private static Optional<Picture> picture(HttpResponse<String> response) {
        var cluster = response.headers().firstValue("X-Etcd-Cluster-Id").flatMap(PeerCalls::id);
        var members = MembersJson.read(response.body());
        return response.statusCode() == 200 && cluster.isPresent() && members.isPresent()
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

    private static Reply reply(HttpResponse<String> response) {
        if (response.statusCode() == 200) {
            return new Reply(true, Optional.empty());
        }
        var rejection = PromotionTexts.read(response.statusCode(), response.body());
        return new Reply(rejection.isPresent(), rejection);
    }
}
