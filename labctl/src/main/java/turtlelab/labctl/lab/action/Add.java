package turtlelab.labctl.lab.action;

import java.time.Duration;
import java.util.List;
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
 * Grows a cluster by one node: makes it known as a member, then creates and starts it. Between the
 * two the member counts in the quorum without helping it, so a cluster that could not bear that is
 * left alone.
 */
public final class Add {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration PAUSE = Duration.ofMillis(500);

    private final LiveLab lab;
    private final Progress progress;
    private final Duration limit;

    /** A growth whose last step, the start, may take this long. */
    public Add(LiveLab lab, Progress progress, Duration limit) {
        this.lab = lab;
        this.progress = progress;
        this.limit = limit;
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
        check(look, expect(client.members()));
        var cluster = cluster(client, node);
        addMember(client, lab.urls(node).peer());
        progress.stage(name, "member added");
        lab.createJoining(node, cluster);
        new Start(lab, progress, limit).run(List.of(node));
        return node;
    }

    /** Asks the guard; and etcd refuses on its own while any member is down. */
    private void check(Look look, List<Member> members) {
        var started = (int) members.stream().filter(Member::isStarted).count();
        var healthy = (int) look.reports().stream().filter(NodeReport::isHealthy).count();
        var voters =
                new Voters(started, members.size() - started, Math.min(healthy, members.size()));
        switch (QuorumGuard.addVoter(voters)) {
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
    private void addMember(NodeClient client, String peerUrl) throws InterruptedException {
        var answer = new AtomicReference<Answer<Member>>(client.addMember(peerUrl));
        var patience = Deadline.in(PATIENCE, lab.time());
        patience.await(PAUSE, () -> isMember(client, peerUrl) || retry(client, peerUrl, answer));
        if (!isMember(client, peerUrl)) {
            expect(answer.get());
        }
    }

    private static boolean retry(
            NodeClient client, String peerUrl, AtomicReference<Answer<Member>> answer) {
        answer.set(client.addMember(peerUrl));
        return answer.get().found().isPresent();
    }

    private static boolean isMember(NodeClient client, String peerUrl) {
        return client.members().found().stream()
                .flatMap(List::stream)
                .anyMatch(member -> member.peerUrls().contains(peerUrl));
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
