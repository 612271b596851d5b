package turtlelab.node.sim;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import turtlelab.node.base.MemberId;
import turtlelab.node.consensus.Message;
import turtlelab.node.sim.check.Evidence;
import turtlelab.node.sim.check.Evidence.Fact;
import turtlelab.node.sim.check.Scheduler;
import turtlelab.node.sim.check.Trace;
import turtlelab.node.sim.check.World;

/**
 * Carries messages late, twice, out of order or not at all. Nodes are known by small numbers, which
 * are also their identities.
 */
final class SimulatedNetwork {
    static final int MOST_NODES = 32;

    private final Scheduler scheduler;
    private final SplittableRandom chance;
    private final Trace trace;
    private final Evidence evidence;
    private final Consumer<Message> delivery;
    private final boolean[][] cut = new boolean[MOST_NODES][MOST_NODES];
    private final long[][] cloggedUntil = new long[MOST_NODES][MOST_NODES];
    private final long[][] newestArrival = new long[MOST_NODES][MOST_NODES];
    private Weather weather = Weather.FAIR;

    SimulatedNetwork(World world, SplittableRandom chance, Consumer<Message> delivery) {
        this.scheduler = world.scheduler();
        this.trace = world.trace();
        this.evidence = world.evidence();
        this.chance = chance;
        this.delivery = delivery;
    }

    void send(MemberId to, Message message) {
        if (message instanceof Message.PreVoteAnswer answer && !answer.granted()) {
            evidence.count(Fact.PREVOTES_REFUSED);
        }
        if (to.value() <= 0 || to.value() >= MOST_NODES || chance.nextInt(100) < weather.loss) {
            evidence.count(Fact.MESSAGES_LOST);
            return;
        }
        carry(message);
        if (weather.doubled > 0 && chance.nextInt(100) < weather.doubled) {
            evidence.count(Fact.MESSAGES_DOUBLED);
            carry(message);
        }
    }

    void setWeather(Weather weather) {
        this.weather = weather;
        trace.event(
                "network: %d %% lost, %d %% doubled, delays times %d",
                weather.loss, weather.doubled, weather.slowness);
    }

    void cut(int from, int to) {
        cut[from][to] = true;
        trace.event("link %d -> %d is cut", from, to);
    }

    /** Messages wait until the link opens, then arrive together. */
    void clog(int from, int to, long nanos) {
        cloggedUntil[from][to] = scheduler.nanos() + nanos;
        evidence.count(Fact.CLOGS);
        trace.event("link %d -> %d is clogged", from, to);
    }

    void heal() {
        for (int from = 0; from < MOST_NODES; from++) {
            Arrays.fill(cut[from], false);
            Arrays.fill(cloggedUntil[from], 0);
        }
        trace.event("all links are healed");
    }

    boolean isCut(int from, int to) {
        return cut[from][to];
    }

    private void carry(Message message) {
        var from = (int) message.from().value();
        var to = (int) message.to().value();
        var clog = Math.max(0, cloggedUntil[from][to] - scheduler.nanos());
        var arrival = scheduler.nanos() + clog + delay();
        if (arrival < newestArrival[from][to]) {
            evidence.count(Fact.MESSAGES_OVERTAKEN);
        }
        newestArrival[from][to] = Math.max(arrival, newestArrival[from][to]);
        scheduler.after(arrival - scheduler.nanos(), () -> arrive(from, to, message));
    }

    /** What is cut when it would arrive is lost, though it was sent before. */
    private void arrive(int from, int to, Message message) {
        if (cut[from][to]) {
            evidence.count(Fact.MESSAGES_LOST);
        } else {
            trace.arrives(message);
            delivery.accept(message);
        }
    }

    private long delay() {
        var kind = chance.nextInt(1000);
        var most = kind < 850 ? 4 : kind < 985 ? 50 : kind < 999 ? 400 : weather.slowest;
        return chance.nextLong(most * Scheduler.MILLI * weather.slowness) + 1;
    }

    /**
     * How bad it is.
     *
     * @param loss per cent
     * @param doubled per cent
     * @param slowest milliseconds that one in a thousand messages may take
     */
    record Weather(int loss, int doubled, int slowness, int slowest) {
        static final Weather FAIR = new Weather(0, 0, 1, 400);
    }
}
