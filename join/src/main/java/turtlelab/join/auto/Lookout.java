package turtlelab.join.auto;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import turtlelab.join.cluster.Health.State;

/**
 * What a leader remembers during its term: since when each member has been silent, and since when
 * nothing has changed. A new leader begins anew, so nobody is dead to it before it has itself
 * listened for long enough. One thread.
 */
public final class Lookout {
    private final Pace pace;
    private final Map<Long, Long> heard = new HashMap<>();
    private @Nullable View last;
    private long changed;

    /**
     * Begins to look.
     *
     * @param nanos a monotonic clock's reading, as all later ones
     */
    public Lookout(Pace pace, long nanos) {
        this.pace = pace;
        this.changed = nanos;
    }

    /**
     * A member as consensus shows it now.
     *
     * @param active whether it answered within an election timeout
     */
    public record Sight(
            long id,
            List<String> peerUrls,
            Seat.Kind kind,
            boolean started,
            boolean active,
            boolean caughtUp) {}

    /** The situation at a moment. */
    public Situation look(Board board, List<Sight> sights, long nanos) {
        var seats = sights.stream().map(sight -> seat(sight, nanos)).toList();
        heard.keySet().retainAll(sights.stream().map(Sight::id).toList());
        var view = new View(board, seats);
        if (!view.equals(last)) {
            last = view;
            changed = nanos;
        }
        return new Situation(board, seats, Duration.ofNanos(nanos - changed), pace);
    }

    private Seat seat(Sight sight, long nanos) {
        return new Seat(
                sight.id(),
                sight.peerUrls(),
                sight.kind(),
                sight.started(),
                vital(sight, nanos),
                sight.caughtUp());
    }

    private State vital(Sight sight, long nanos) {
        if (sight.active()) {
            heard.put(sight.id(), nanos);
            return State.ALIVE;
        }
        var silent = nanos - heard.computeIfAbsent(sight.id(), _ -> nanos);
        return silent >= pace.deadAfter().toNanos() ? State.DEAD : State.UNKNOWN;
    }

    /** What has to stay the same for things to be calm. */
    private record View(int wanted, List<Volunteer> volunteers, List<Seat> seats) {
        View(Board board, List<Seat> seats) {
            this(
                    board.size().wanted(),
                    board.volunteers(),
                    seats.stream().map(View::withoutProgress).toList());
        }

        private static Seat withoutProgress(Seat seat) {
            return new Seat(
                    seat.id(), seat.peerUrls(), seat.kind(), seat.started(), seat.vital(), false);
        }
    }
}
