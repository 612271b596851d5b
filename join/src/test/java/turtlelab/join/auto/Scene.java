package turtlelab.join.auto;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import turtlelab.join.cluster.Health.State;

/** A situation put together by hand: hosts h1, h2, ... at peer URLs of their own. */
final class Scene {
    private final List<Stored> keys = new ArrayList<>();
    private final List<Seat> seats = new ArrayList<>();
    private Duration calm = Duration.ofMinutes(1);
    private Pace pace = Pace.DEFAULT;
    private long revision = 1;

    static String url(String host) {
        return "http://127.0.0.1:" + (2380 + Integer.parseInt(host.substring(1)));
    }

    Scene key(String key, String value) {
        revision++;
        keys.add(new Stored(key, value, revision, revision));
        return this;
    }

    Scene size(int size) {
        return key(AutoKeys.SIZE, "" + size);
    }

    Scene offers(String... hosts) {
        for (var host : hosts) {
            key(AutoKeys.VOLUNTEER + host, url(host));
        }
        return this;
    }

    Scene nominated(String... hosts) {
        for (var host : hosts) {
            key(AutoKeys.NOMINATED + host, url(host));
        }
        return this;
    }

    /** Members that were nominated, the first of them the leader, all well. */
    Scene members(String... hosts) {
        for (var host : hosts) {
            nominated(host);
            seat(host, seats.isEmpty() ? Seat.Kind.LEADER : Seat.Kind.FOLLOWER, State.ALIVE);
        }
        return this;
    }

    Scene silent(String host, State state) {
        nominated(host);
        return seat(host, Seat.Kind.FOLLOWER, state);
    }

    Scene learner(String host, boolean started, boolean caughtUp) {
        return seat(
                new Seat(
                        id(host),
                        List.of(url(host)),
                        Seat.Kind.LEARNER,
                        started,
                        started ? State.ALIVE : State.UNKNOWN,
                        caughtUp));
    }

    Scene seat(String host, Seat.Kind kind, State state) {
        return seat(new Seat(id(host), List.of(url(host)), kind, true, state, true));
    }

    private Scene seat(Seat seat) {
        seats.add(seat);
        return this;
    }

    static long id(String host) {
        return Long.parseLong(host.substring(1));
    }

    Scene calm(Duration length) {
        calm = length;
        return this;
    }

    Scene pace(Pace other) {
        pace = other;
        return this;
    }

    Situation now() {
        return new Situation(Board.of(keys), seats, calm, pace);
    }

    Decision decide() {
        return Reconciler.decide(now());
    }

    String step() {
        return Entry.words(decide().step());
    }
}
