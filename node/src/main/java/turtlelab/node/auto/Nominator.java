package turtlelab.node.auto;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import turtlelab.join.auto.AutoKeys;
import turtlelab.join.auto.Board;
import turtlelab.join.auto.Call;
import turtlelab.join.auto.Decision;
import turtlelab.join.auto.Entry;
import turtlelab.join.auto.Lookout;
import turtlelab.join.auto.Pace;
import turtlelab.join.auto.Plan;
import turtlelab.join.auto.Reconciler;
import turtlelab.join.auto.Situation;
import turtlelab.join.auto.Step;
import turtlelab.node.base.Time;
import turtlelab.node.consensus.Role;
import turtlelab.node.replica.Replica;

/**
 * The loop of automatic clustering, on the leader: looks at what is, decides, and does one thing,
 * again and again. It needs no events, so nothing can be missed, and its memory lasts for one term.
 * Has a thread of its own, named {@code nominator}.
 */
public final class Nominator implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Nominator.class);
    private static final Duration PAUSE = Duration.ofMillis(200);

    /** Between two steps: one more look, without the wait for something to happen. */
    private static final Duration BREATH = Duration.ofMillis(20);

    private static final Duration STOPPING = Duration.ofSeconds(1);

    private final Replica replica;
    private final Pace pace;
    private final Time time;
    private final Hands hands;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread;
    private @Nullable Lookout lookout;
    private long term;
    private String told = "";
    private String complained = "";

    private Nominator(Replica replica, Pace pace, Time time, RandomGenerator chance) {
        this.replica = replica;
        this.pace = pace;
        this.time = time;
        this.hands = new Hands(replica, time, chance);
        this.thread = Thread.ofVirtual().name("nominator").unstarted(this::run);
    }

    public static Nominator start(Replica replica, Pace pace, Time time, RandomGenerator chance) {
        var nominator = new Nominator(replica, pace, time, chance);
        nominator.thread.start();
        return nominator;
    }

    private void run() {
        try {
            var pause = PAUSE;
            while (!closed.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                pause = pass() ? BREATH : PAUSE;
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | RuntimeException bug) {
            LOG.error("nobody is nominated any more, by a bug", bug);
        }
    }

    /**
     * One pass; whether it has changed something. The read point makes sure that this member leads
     * and knows what all others did.
     */
    private boolean pass() throws InterruptedException, ExecutionException {
        var before = replica.status();
        if (before.role() != Role.LEADER) {
            lookout = null;
            return false;
        }
        if (!replica.readPoint().get().confirmed()) {
            return false;
        }
        var status = replica.status();
        if (status.role() != Role.LEADER || status.term() != before.term()) {
            return false;
        }
        if (lookout == null || term != status.term()) {
            term = status.term();
            lookout = new Lookout(pace, time.nanos());
            told = "";
        }
        var view = new AutoView(replica.state(), status);
        var now = lookout.look(Board.of(view.keys()), view.members(), time.nanos());
        return act(now, Reconciler.decide(now));
    }

    private boolean act(Situation now, Decision decision) throws InterruptedException {
        complain(now);
        tell(decision);
        var calls = Plan.of(now, decision, term);
        for (var call : calls) {
            var failure = hands.carryOut(call, term);
            if (failure.isPresent()) {
                LOG.warn(
                        "{} was not finished ({}); the next pass sees to it",
                        Entry.words(decision.step()),
                        failure.get());
                return false;
            }
        }
        return !calls.isEmpty();
    }

    private void complain(Situation now) {
        var complaint = now.board().size().complaint().orElse("");
        if (!complaint.isEmpty() && !complaint.equals(complained)) {
            LOG.warn("ignored {}; {} members stay wanted", complaint, now.board().size().wanted());
        }
        complained = complaint;
    }

    /** What it thinks now, for people who ask: a hold must be seen with its reason. */
    private void tell(Decision decision) throws InterruptedException {
        var text = Entry.thought(term, decision);
        if (text.equals(told)) {
            return;
        }
        told = text;
        LOG.info("automatic clustering: {}: {}", Entry.words(decision.step()), decision.why());
        if (!(decision.step() instanceof Step.HandOver)) {
            var note = new Call.Note.Put(AutoKeys.NOW, text);
            hands.carryOut(new Call.Write(List.of(note), List.of()), term)
                    .ifPresent(why -> LOG.debug("not told: {}", why));
        }
    }

    @Override
    public void close() throws InterruptedException {
        closed.countDown();
        thread.interrupt();
        thread.join(STOPPING);
    }
}
