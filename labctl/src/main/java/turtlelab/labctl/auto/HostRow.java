package turtlelab.labctl.auto;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import turtlelab.join.auto.AutoKeys;
import turtlelab.join.auto.Board;
import turtlelab.join.auto.Stored;
import turtlelab.join.auto.Volunteer;
import turtlelab.join.cluster.Picture;

/**
 * A host of an automatic cluster at one moment.
 *
 * @param state client, volunteer, nominated, learner, member, leaving, dead, revoked or penalised
 * @param member its member's identity as etcd prints it; empty when it is none
 * @param flaps how often it failed of late
 */
public record HostRow(
        String name, String state, String member, List<String> peerUrls, String zone, int flaps) {

    /** All hosts that anybody has heard of, by name. */
    static List<HostRow> of(List<Stored> keys, Picture picture) {
        var board = Board.of(keys);
        var names = new TreeSet<String>();
        board.volunteers().forEach(it -> names.add(it.name()));
        names.addAll(board.nominated().keySet());
        names.addAll(board.marks().revoked());
        names.addAll(board.marks().penalised());
        keys.stream()
                .filter(it -> it.key().startsWith(AutoKeys.NAME))
                .forEach(it -> names.add(it.key().substring(AutoKeys.NAME.length())));
        var rows = new ArrayList<HostRow>();
        for (var name : names) {
            rows.add(row(name, board, picture));
        }
        return rows;
    }

    private static HostRow row(String name, Board board, Picture picture) {
        var offer = board.volunteers().stream().filter(it -> it.name().equals(name)).findFirst();
        var urls =
                offer.map(Volunteer::peerUrls)
                        .orElse(board.nominated().getOrDefault(name, List.of()));
        var seat =
                picture.members().stream()
                        .filter(it -> !Collections.disjoint(it.member().peerUrls(), urls))
                        .findFirst();
        var state = seat.map(it -> state(it, offer)).orElseGet(() -> state(name, board, offer));
        return new HostRow(
                name,
                state,
                seat.map(it -> it.member().hex()).orElse(""),
                urls,
                offer.map(Volunteer::zone).orElse(""),
                board.marks().flapsOf(name));
    }

    private static String state(Picture.Seen seat, Optional<Volunteer> offer) {
        var member = seat.member();
        if (member.learner()) {
            return member.started() ? "learner" : "nominated";
        }
        if (seat.health().dead()) {
            return "dead";
        }
        return offer.isPresent() ? "member" : "leaving";
    }

    private static String state(String name, Board board, Optional<Volunteer> offer) {
        if (board.marks().revoked().contains(name)) {
            return "revoked";
        }
        if (board.marks().penalised().contains(name)) {
            return "penalised";
        }
        // Without time to start, a nomination is only one that has not been cleared yet.
        if (board.marks().starting().contains(name)) {
            return "nominated";
        }
        return offer.isPresent() ? "volunteer" : "client";
    }
}
