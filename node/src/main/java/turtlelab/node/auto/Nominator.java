package turtlelab.node.auto;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
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
import turtlelab.node.consensus.StateMachine.RoleChange;
import turtlelab.node.replica.Replica;

/**
 * The loop of automatic clustering, on the leader: looks at what is, decides, and does one thing,
 * again and again. It needs no events, so nothing can be missed, and its memory lasts for one term.
 * Taking office is the one thing it is woken for: the duty of a leader that died must not wait for
 * the next look. Has a thread of its own, named {@code nominator}.
 */
public final class Nominator implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Nominator.class);

    /** Between two steps: one more look, without the wait for something to happen. */
    private static final Duration BREATH = Duration.ofMillis(20);

    private static final Duration STOPPING = Duration.ofSeconds(1);

    private final Replica replica;
    private final Pace pace;
    private final Surroundings surroundings;
    private final Hands hands;
    private final Semaphore bell = new Semaphore(0);
    private final Thread thread;
    private volatile boolean closed;

    /** The term in which this member leads; 0 while it does not. */
    private volatile long reign;

    private @Nullable Lookout lookout;
    private long term;
    private String told = "";
    private String complained = "";

    private Nominator(Replica replica, Pace pace, Surroundings surroundings) {
        this.replica = replica;
        this.pace = pace;
        this.surroundings = surroundings;
        this.hands = new Hands(replica, surroundings.time(), surroundings.chance());
        this.thread = Thread.ofVirtual().name("nominator").unstarted(this::run);
    }

    /**
     * What the loop lives in.
     *
     * @param rest between two looks while nothing happens
     */
    public record Surroundings(Time time, RandomGenerator chance, Duration rest) {

        /** Five looks in a second. */
        public Surroundings(Time time, RandomGenerator chance) {
            this(time, chance, Duration.ofMillis(200));
        }
    }

    /** Begins the loop; it idles until {@link #roleChanged} says that this member leads. */
    public static Nominator start(Replica replica, Pace pace, Surroundings surroundings) {
        var nominator = new Nominator(replica, pace, surroundings);
        nominator.thread.start();
        return nominator;
    }

    /** Who takes office looks at once. Engine thread. */
    public void roleChanged(RoleChange change) {
        reign = change.role() == Role.LEADER ? change.term() : 0;
        bell.release();
    }

    private void run() {
        try {
            var pause = surroundings.rest();
            while (!closed) {
                bell.tryAcquire(pause.toMillis(), TimeUnit.MILLISECONDS);
                bell.drainPermits();
                pause = pass() ? BREATH : surroundings.rest();
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
        long mine = reign;
        if (mine == 0) {
            lookout = null;
            return false;
        }
        if (!replica.readPoint().get().confirmed()) {
            return false;
        }
        var status = replica.status();
        if (status.role() != Role.LEADER || status.term() != mine) {
            return false;
        }
        if (lookout == null || term != mine) {
            term = mine;
            lookout = new Lookout(pace, surroundings.time().nanos());
            told = "";
        }
        var view = new AutoView(replica.state(), status);
        long nanos = surroundings.time().nanos();
        var now = lookout.look(Board.of(view.keys()), view.members(), nanos);
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
        closed = true;
        thread.interrupt();
        thread.join(STOPPING);
    }
}
