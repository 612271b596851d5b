package turtlelab.node.member;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import turtlelab.node.base.MemberId;
import turtlelab.node.replica.Outcome;
import turtlelab.node.state.MemberTable;
import turtlelab.node.state.Rejection;

/**
 * The cluster API's rules, shared by gRPC, gateway and v2: URL checks, etcd's strict
 * reconfiguration check, learner rules; identities of new members are made here from the clock.
 * Futures complete within the request deadline.
 */
public interface Members {
    /** All members as of the applied state, ascending by identity. */
    MemberTable list();

    /** The leader as a member; empty when none is known. */
    Optional<MemberTable.MemberInfo> leader();

    CompletableFuture<Answer> add(List<String> peerUrls, boolean learner);

    CompletableFuture<Answer> remove(MemberId id);

    CompletableFuture<Answer> update(MemberId id, List<String> peerUrls);

    CompletableFuture<Answer> promote(MemberId id);

    /** How a membership request ended. */
    sealed interface Answer {
        /** In force; {@code member} is the one it was about (as it was, for a removal). */
        record Changed(MemberTable.MemberInfo member, MemberTable members) implements Answer {}

        /** Refused by a rule; {@code detail} is empty or says which URL or count is wrong. */
        record Refused(Rejection rejection, String detail) implements Answer {}

        /** Was removed earlier and can never come back (v2 answers 410). */
        record RemovedForEver(MemberId id) implements Answer {}

        /** Not applied, or nobody knows. */
        record Failed(Outcome.Change outcome) implements Answer {}
    }
}
