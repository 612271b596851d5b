package turtlelab.join.auto;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import turtlelab.join.base.Json;

/**
 * A decision in the journal.
 *
 * @param number its place
 * @param term of the leader that made it
 * @param did the step in words
 * @param members with a vote when it was made
 * @param wanted members then
 * @param guard its sums; empty where it had no say
 */
public record Entry(
        long number, long term, String did, String why, int members, int wanted, String guard) {
    static Entry of(long number, long term, Situation now, Decision decision) {
        return new Entry(
                number,
                term,
                words(decision.step()),
                decision.why(),
                now.voters().count(),
                now.board().size().wanted(),
                decision.sums());
    }

    /** What a leader thinks now, to be kept under {@link AutoKeys#NOW}; has no number. */
    public static String thought(long term, Decision decision) {
        return Json.write(
                new Entry(0, term, words(decision.step()), decision.why(), 0, 0, decision.sums()));
    }

    /** Reads a value of the journal; empty when it is none. */
    public static Optional<Entry> read(String json) {
        JsonNode tree = Json.read(json);
        return tree.path("did").isTextual()
                ? Optional.of(
                        new Entry(
                                tree.path("number").asLong(),
                                tree.path("term").asLong(),
                                tree.path("did").asText(),
                                tree.path("why").asText(),
                                tree.path("members").asInt(),
                                tree.path("wanted").asInt(),
                                tree.path("guard").asText()))
                : Optional.empty();
    }

    /** A step as people say it. */
    public static String words(Step step) {
        return switch (step) {
            case Step.Settled _ -> "nothing";
            case Step.Hold _ -> "hold";
            case Step.TakeSize(var size) -> "size " + size;
            case Step.Forget(var host) -> "forget " + host;
            case Step.Nominate(var volunteer) -> "nominate " + volunteer.name();
            case Step.Promote(var _, var host) -> "promote " + host;
            case Step.HandOver(var _, var host) -> "hand over to " + host;
            case Step.Remove(var _, var host, var cause) ->
                    switch (cause) {
                        case NOT_STARTED -> "withdraw " + host;
                        case DEAD -> "remove dead " + host;
                        case LEFT -> "let go " + host;
                        case SURPLUS -> "un-nominate " + host;
                    };
        };
    }
}
