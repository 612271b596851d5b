package turtlelab.node.peer.http;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import turtlelab.node.lease.LeaderLine;
import turtlelab.node.lease.LeaseAnswer;
import turtlelab.node.lease.LeaseQuestion;
import turtlelab.node.peer.Problem;
import turtlelab.node.state.MemberTable.MemberInfo;

/** Asks the leader about leases over the HTTP side of its peer port, under etcd's own paths. */
public final class LeaseCalls implements LeaderLine {
    private static final Logger LOG = LoggerFactory.getLogger(LeaseCalls.class);
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    @Override
    public CompletableFuture<Optional<List<LeaseAnswer>>> keepAlive(
            MemberInfo leader, List<Long> leases) {
        return ask(leader, "/leases", LeaseText.ids(leases), LeaseText::readAnswers);
    }

    @Override
    public CompletableFuture<Optional<List<LeaseAnswer>>> timeToLive(
            MemberInfo leader, LeaseQuestion question) {
        return ask(
                leader,
                "/leases/internal",
                LeaseText.question(question),
                text -> LeaseText.readAnswer(text).map(List::of));
    }

    private static CompletableFuture<Optional<List<LeaseAnswer>>> ask(
            MemberInfo leader,
            String path,
            String body,
            Function<String, Optional<List<LeaseAnswer>>> read) {
        var request = PeerRequest.post(leader.peerUrls().getFirst() + path, body, PATIENCE);
        return PeerRequest.inBackground(
                () -> {
                    try {
                        var answer = request.call();
                        return answer.status() == 200
                                ? read.apply(answer.body())
                                : Optional.empty();
                    } catch (IOException e) {
                        LOG.debug("no answer from {} ({})", request.url(), Problem.of(e));
                        return Optional.empty();
                    }
                });
    }
}
