package turtlelab.node.app.join;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import turtlelab.join.base.Clock;
import turtlelab.node.base.MemberId;
import turtlelab.node.member.Members;
import turtlelab.node.replica.Replica;

/**
 * Asks for this node's vote while it is a learner: the second half of joining in one go. The leader
 * says no until the learner has caught up, so asking often harms nobody. Ends after a while, and
 * then a person has to promote it.
 */
public final class Promoter implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Promoter.class);
    private static final Duration PAUSE = Duration.ofMillis(200);
    private static final Duration LIMIT = Duration.ofMinutes(10);
    private static final int ANSWER_SECONDS = 15;

    private final Members members;
    private final MemberId self;
    private final Thread thread;

    private Promoter(Members members, MemberId self) {
        this.members = members;
        this.self = self;
        this.thread = Thread.ofVirtual().name("promoter").unstarted(this::run);
    }

    /** Asks from now on, on a thread of its own, until there is a vote. */
    public static Promoter start(Replica replica, Members members) {
        var promoter = new Promoter(members, replica.self());
        promoter.thread.start();
        return promoter;
    }

    private void run() {
        var begin = Clock.SYSTEM.nanos();
        try {
            while (!isVoter()) {
                if (Clock.SYSTEM.since(begin).compareTo(LIMIT) >= 0) {
                    LOG.warn("still a learner after {}: promote {} by hand", LIMIT, self);
                    return;
                }
                ask();
                Clock.SYSTEM.pause(PAUSE);
            }
            LOG.info("{} has its vote", self);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /** An empty list means that nothing has been replicated yet, not that it has a vote. */
    private boolean isVoter() {
        return members.list().find(self).filter(member -> !member.learner()).isPresent();
    }

    private void ask() throws InterruptedException {
        if (members.list().find(self).isEmpty() || members.leader().isEmpty()) {
            return;
        }
        try {
            members.promote(self).get(ANSWER_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            LOG.debug("not promoted yet", e);
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
