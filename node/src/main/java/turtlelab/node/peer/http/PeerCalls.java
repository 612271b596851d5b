package turtlelab.node.peer.http;

import java.io.IOException;
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
import turtlelab.node.maintenance.PeerHashes;
import turtlelab.node.member.LeaderCalls;
import turtlelab.node.peer.Problem;
import turtlelab.node.state.KvHash;
import turtlelab.node.state.MemberTable.MemberInfo;

/** Asks the HTTP side of other members' peer ports, each call on a virtual thread of its own. */
public final class PeerCalls implements RemoteCluster, LeaderCalls, PeerHashes {
    private static final Logger LOG = LoggerFactory.getLogger(PeerCalls.class);
    private static final Duration ANSWER = Duration.ofSeconds(2);
    private static final Duration PROMOTION = Duration.ofSeconds(7);
    private static final Duration HASH = Duration.ofMinutes(1);

    @Override
    public Optional<Picture> ask(List<HttpUrl> peers) {
        var answers = peers.stream().map(this::ask).toList();
        return answers.stream().map(CompletableFuture::join).flatMap(Optional::stream).findFirst();
    }

    @Override
    public CompletableFuture<Reply> promote(MemberInfo leader, MemberId learner) {
        var path = "/members/promote/" + Long.toUnsignedString(learner.value());
        var url = leader.peerUrls().getFirst() + path;
        return PeerRequest.inBackground(
                () -> {
                    try {
                        return reply(PeerRequest.post(url, "", PROMOTION).call());
                    } catch (IOException e) {
                        LOG.warn("the leader did not answer {} ({})", url, Problem.of(e));
                        return new Reply(false, Optional.empty());
                    }
                });
    }

    @Override
    public CompletableFuture<Optional<KvHash.Hashed>> kvHash(MemberInfo member, long revision) {
        var url = member.peerUrls().getFirst() + "/members/hashkv?revision=" + revision;
        return PeerRequest.inBackground(
                () -> {
                    try {
                        var answer = PeerRequest.get(url, HASH).call();
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
        return PeerRequest.inBackground(
                () -> {
                    try {
                        return picture(PeerRequest.get(peer + "/members", ANSWER).call());
                    } catch (IOException e) {
                        LOG.info("no cluster information from {} ({})", peer, Problem.of(e));
                        return Optional.empty();
                    }
                });
    }

    private static Optional<Picture> picture(PeerRequest.Answer answer) {
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

    private static Reply reply(PeerRequest.Answer answer) {
        if (answer.status() == 200) {
            return new Reply(true, Optional.empty());
        }
        var rejection = PromotionTexts.read(answer.status(), answer.body());
        return new Reply(rejection.isPresent(), rejection);
    }
}
