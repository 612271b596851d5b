package turtlelab.features.stage;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.stream.Collectors;
import turtlelab.labctl.client.Answer;
import turtlelab.labctl.client.Member;
import turtlelab.labctl.client.NodeClient;
import turtlelab.labctl.driver.NodeSpec;
import turtlelab.labctl.exec.Deadline;
import turtlelab.labctl.exec.LabFailure;
import turtlelab.labctl.lab.Bootstrap;
import turtlelab.labctl.lab.LiveLab;
import turtlelab.labctl.lab.action.Start;
import turtlelab.labctl.render.Progress;

/** Members that come and go while the cluster runs. */
public final class Newcomers {

    private static final Duration ACCEPTED_WITHIN = Patience.ofSeconds(30);
    private static final Duration HEALTHY_WITHIN = Patience.ofSeconds(60);
    private static final Duration PAUSE = Duration.ofMillis(200);

    private final StagedLab lab;
    private final LiveLab live;

    public Newcomers(StagedLab lab) {
        this.lab = lab;
        this.live = lab.live();
    }

    /** Adds turtles one at a time, each healthy before the next. */
    void growTo(int turtles) throws InterruptedException {
        while (lab.turtles().size() < turtles) {
            var newcomer = lab.turtle("turtle" + (lab.turtles().size() + 1));
            add(newcomer);
            start(newcomer);
            new Start(live, Progress.silent(), HEALTHY_WITHIN).run(lab.turtles());
        }
        lab.recast(new StagedLab.Cast(turtles, true));
    }

    /** Makes the turtle a member, though it does not run yet. */
    public void add(NodeSpec turtle) throws InterruptedException {
        var url = live.urls(turtle).peer();
        change(client -> client.addMember(url));
    }

    /** Makes the turtle a member without a vote, though it does not run yet. */
    public void addLearner(NodeSpec turtle) throws InterruptedException {
        var url = live.urls(turtle).peer();
        change(client -> client.addLearner(url));
    }

    /** Gives the turtle its vote, as soon as it has caught up. */
    public void promote(NodeSpec turtle) throws InterruptedException {
        var id = id(turtle);
        change(client -> client.promoteMember(id));
    }

    /** Takes the turtle out of the membership. */
    public void remove(NodeSpec turtle) throws InterruptedException {
        var id = id(turtle);
        change(client -> client.removeMember(id));
    }

    private String id(NodeSpec turtle) {
        var url = live.urls(turtle).peer();
        return lab.members().stream()
                .filter(it -> it.name().equals(turtle.name()) || it.peerUrls().contains(url))
                .map(Member::id)
                .findFirst()
                .orElseThrow();
    }

    /** A cluster that has just changed, or lost someone, refuses for some seconds: ask again. */
    private void change(Function<NodeClient, Answer<?>> change) throws InterruptedException {
        lab.recast(StagedLab.Cast.CHANGED);
        var client = live.client(lab.turtles().getFirst());
        var last = new AtomicReference<Object>("");
        boolean accepted =
                Deadline.in(ACCEPTED_WITHIN, live.time())
                        .await(
                                PAUSE,
                                () -> {
                                    var answer = change.apply(client);
                                    last.set(answer);
                                    return answer.found().isPresent();
                                });
        if (!accepted) {
            throw new LabFailure(
                    LabFailure.Kind.UNAVAILABLE, "the membership stays as it is: " + last.get());
        }
    }

    /** Starts a turtle that is a member already, with what the cluster says of its members. */
    public void start(NodeSpec turtle) {
        var cluster =
                lab.members().stream()
                        .map(member -> entry(member, turtle))
                        .collect(Collectors.joining(","));
        live.createJoining(turtle, cluster);
        live.launch(turtle);
    }

    private static String entry(Member member, NodeSpec newcomer) {
        var name = member.isStarted() ? member.name() : newcomer.name();
        return name + "=" + member.peerUrls().getFirst();
    }

    /** Throws away the turtle's disk, as if its machine had been replaced. */
    public void wipe(NodeSpec turtle) {
        live.wipe(turtle);
        live.provision(turtle, Bootstrap.founding(live.lab(), live.driver()));
    }

    /** Throws away the turtle's disk and its settings: nothing is left of it. */
    public void forget(NodeSpec turtle) {
        live.wipe(turtle);
    }
}
