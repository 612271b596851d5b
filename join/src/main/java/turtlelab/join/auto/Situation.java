package turtlelab.join.auto;

import java.time.Duration;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import turtlelab.join.quorum.Voters;

/**
 * Everything that a decision rests on, as one leader sees it at one moment.
 *
 * @param seats all members, ascending by identity
 * @param calm for how long this leader has seen the same members, equally well, and the same
 *     wishes: who has only just failed may not have been noticed yet
 */
public record Situation(Board board, List<Seat> seats, Duration calm, Pace pace) {
    public Situation {
        seats = seats.stream().sorted(Comparator.comparingLong(Seat::id)).toList();
    }

    /** What the guard counts with. */
    public Voters voters() {
        var voters = seats.stream().filter(Seat::voter).toList();
        var started = voters.stream().filter(Seat::started).count();
        var healthy = voters.stream().filter(Seat::alive).count();
        return new Voters((int) started, (int) (voters.size() - started), (int) healthy);
    }

    int learners() {
        return (int) seats.stream().filter(seat -> !seat.voter()).count();
    }

    /** The host of a member, as far as anybody has nominated it; empty for a stranger's. */
    Optional<String> nominee(Seat seat) {
        return board.nominated().entrySet().stream()
                .filter(entry -> !Collections.disjoint(entry.getValue(), seat.peerUrls()))
                .map(Map.Entry::getKey)
                .sorted()
                .findFirst();
    }

    /** Who offers to serve where a member lives. */
    Optional<Volunteer> volunteer(Seat seat) {
        return board.volunteers().stream().filter(it -> it.sits(seat)).findFirst();
    }

    Optional<Seat> seat(Volunteer volunteer) {
        return seats.stream().filter(volunteer::sits).findFirst();
    }

    Optional<Seat> seat(String host) {
        var urls = board.nominated().getOrDefault(host, List.of());
        return seats.stream()
                .filter(seat -> !Collections.disjoint(urls, seat.peerUrls()))
                .findFirst();
    }

    /** For sentences: the host, or where a stranger lives. */
    public String shown(Seat seat) {
        return nominee(seat)
                .or(() -> volunteer(seat).map(Volunteer::name))
                .orElse(seat.hex() + " at " + String.join(",", seat.peerUrls()));
    }

    /** The volunteers that are members with a vote. */
    List<Volunteer> seated() {
        return board.volunteers().stream()
                .filter(it -> seat(it).filter(Seat::voter).isPresent())
                .toList();
    }

    /** The volunteers that could become members now. */
    List<Volunteer> free() {
        return board.volunteers().stream()
                .filter(it -> seat(it).isEmpty())
                .filter(it -> !board.marks().penalised().contains(it.name()))
                .toList();
    }
}
