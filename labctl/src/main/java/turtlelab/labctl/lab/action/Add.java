package turtlelab.labctl.lab.action;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import turtlelab.join.quorum.QuorumGuard;
import turtlelab.join.quorum.Verdict;
import turtlelab.join.quorum.Voters;
import turtlelab.labctl.client.Answer;
import turtlelab.labctl.client.Member;
import turtlelab.labctl.client.NodeClient;
import turtlelab.labctl.driver.NodeSpec;
import turtlelab.labctl.exec.Deadline;
import turtlelab.labctl.exec.LabFailure;
import turtlelab.labctl.lab.LiveLab;
import turtlelab.labctl.lab.NodeNumbers;
import turtlelab.labctl.lab.look.Look;
import turtlelab.labctl.lab.look.NodeReport;
import turtlelab.labctl.render.Progress;

/**
 * Grows a cluster by one node: makes it known as a member, then creates and starts it. As a learner
 * it gets its vote when it has caught up, and nobody notices; one that never gets so far is removed
 * again. A voter counts in the quorum before it helps it, so a cluster that could not bear that is
 * left alone.
 */
public final class Add {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration PAUSE = Duration.ofMillis(500);

    /** Of the log of a node that is removed again. */
    private static final int KEPT_LINES = 10_000;

    private final LiveLab lab;
    private final Progress progress;
    private final Manner manner;

    /** A growth of a lab, in a manner. */
    public Add(LiveLab lab, Progress progress, Manner manner) {
        this.lab = lab;
        this.progress = progress;
        this.manner = manner;
    }

    /**
     * How to grow.
     *
     * @param learner whether the newcomer gets its vote only when it has caught up
     * @param hesitation between making it known and starting it, as people hesitate
     * @param limit of the start, and of catching up
     */
    public record Manner(boolean learner, Duration hesitation, Duration limit) {

        /** Without a vote at first, and at once. */
        public static Manner learnerFirst(Duration limit) {
            return new Manner(true, Duration.ZERO, limit);
        }
    }

    /**
     * Adds a node of this name on the next free addresses.
     *
     * @throws LabFailure when the name is taken, the cluster is not healthy, or it refuses
     */
    public NodeSpec run(String name) throws InterruptedException {
        var nodes = lab.lab().nodes();
        if (nodes.stream().anyMatch(node -> node.name().equals(name))) {
            throw new LabFailure(
                    LabFailure.Kind.REFUSED,
                    "this lab has a node '%s' already: name another".formatted(name));
        }
        var look = Look.at(lab);
        var node = NodeNumbers.named(name, nodes);
        var client = lab.client(look.leader().map(NodeReport::node).orElse(nodes.getFirst()));
        check(client, look, expect(client.members()));
        var cluster = cluster(client, node);
        var member = addMember(client, lab.urls(node).peer());
        progress.stage(name, manner.learner() ? "learner added" : "member added");
        lab.time().pause(manner.hesitation());
        try {
            lab.createJoining(node, cluster);
            new Start(lab, progress, manner.limit()).run(List.of(node));
            if (manner.learner()) {
                promote(client, member);
                progress.stage(name, "has its vote");
            }
        } catch (LabFailure e) {
            throw manner.learner() ? takeBack(client, member, node, e) : e;
        }
        return node;
    }

    /** The leader says no until the learner has caught up. */
    private void promote(NodeClient client, Member member) throws InterruptedException {
        var deadline = Deadline.in(manner.limit(), lab.time());
        if (!deadline.await(PAUSE, () -> hasItsVote(client, member))) {
            throw new LabFailure(
                    LabFailure.Kind.UNAVAILABLE,
                    "the learner %s did not catch up within %d s"
                            .formatted(member.id(), manner.limit().toSeconds()));
        }
    }

    /** Asks for it; an answer that was lost may have been yes. */
    private static boolean hasItsVote(NodeClient client, Member member) {
        return client.promoteMember(member.id()).found().isPresent()
                || client.learners().found().stream()
                        .anyMatch(it -> it.stream().noneMatch(one -> one.id().equals(member.id())));
    }

    /**
     * A learner that does not come does no harm; but only one at a time may be on its way.
     *
     * @return why, naming its log where that is kept
     */
    private LabFailure takeBack(NodeClient client, Member member, NodeSpec node, LabFailure why)
            throws InterruptedException {
        try {
            expect(client.removeMember(member.id()));
            new Stop(lab, progress, PATIENCE).runOrKill(List.of(node));
            var gone = lab.driver().place(node).log().toString();
            var kept = lab.folder().keepLog(node.name(), lab.lastLogLines(node, KEPT_LINES));
            lab.forget(node);
            progress.note("%s is no member any more, and has been removed".formatted(node.name()));
            var text = String.valueOf(why.getMessage()).replace(gone, kept.toString());
            return new LabFailure(why.kind(), text, why);
        } catch (LabFailure e) {
            why.addSuppressed(e);
            return why;
        }
    }

    /** Asks the guard; and etcd refuses on its own while any member is down. */
    private void check(NodeClient client, Look look, List<Member> members) {
        var started = (int) members.stream().filter(Member::isStarted).count();
        var healthy = (int) look.reports().stream().filter(NodeReport::isHealthy).count();
        var voters =
                new Voters(started, members.size() - started, Math.min(healthy, members.size()));
        var verdict =
                manner.learner()
                        ? QuorumGuard.addLearner(voters, expect(client.learners()).size())
                        : QuorumGuard.addVoter(voters);
        switch (verdict) {
            case Verdict.Refused(var sums, var cure) ->
                    throw new LabFailure(
                            LabFailure.Kind.REFUSED,
                            "adding a member now could cost the quorum. %s Instead: %s."
                                    .formatted(sums, cure));
            case Verdict.Allowed(var _, var warning) -> warning.ifPresent(progress::note);
        }
        if (!look.allHealthy()) {
            throw new LabFailure(
                    LabFailure.Kind.REFUSED,
                    "a node is added to a healthy cluster only: see `labctl status`");
        }
    }

    /** Asks again for a while: etcd refuses until all members have been connected for 5 s. */
    private Member addMember(NodeClient client, String peerUrl) throws InterruptedException {
        var answer = new AtomicReference<Answer<Member>>(ask(client, peerUrl));
        var patience = Deadline.in(PATIENCE, lab.time());
        patience.await(
                PAUSE, () -> member(client, peerUrl).isPresent() || retry(client, peerUrl, answer));
        return member(client, peerUrl).orElseGet(() -> expect(answer.get()));
    }

    private Answer<Member> ask(NodeClient client, String peerUrl) {
        return manner.learner() ? client.addLearner(peerUrl) : client.addMember(peerUrl);
    }

    private boolean retry(
            NodeClient client, String peerUrl, AtomicReference<Answer<Member>> answer) {
        answer.set(ask(client, peerUrl));
        return answer.get().found().isPresent();
    }

    private static Optional<Member> member(NodeClient client, String peerUrl) {
        return client.members().found().stream()
                .flatMap(List::stream)
                .filter(member -> member.peerUrls().contains(peerUrl))
                .findFirst();
    }

    private String cluster(NodeClient client, NodeSpec node) {
        var members = expect(client.members());
        var known =
                members.stream()
                        .flatMap(
                                member ->
                                        member.peerUrls().stream()
                                                .map(url -> member.name() + "=" + url));
        var added = Stream.of(node.name() + "=" + lab.urls(node).peer());
        return Stream.concat(known, added).collect(Collectors.joining(","));
    }

    private static <T> T expect(Answer<T> answer) {
        return switch (answer) {
            case Answer.Given<T>(var value) -> value;
            case Answer.Missing<T>(var why) ->
                    throw new LabFailure(LabFailure.Kind.UNAVAILABLE, why);
        };
    }
}
