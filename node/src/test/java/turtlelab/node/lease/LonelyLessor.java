package turtlelab.node.lease;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import turtlelab.node.base.Time;
import turtlelab.node.consensus.Role;
import turtlelab.node.consensus.StateMachine.RoleChange;
import turtlelab.node.replica.Replica;
import turtlelab.node.state.MemberTable.MemberInfo;

/** A lessor whose member leads itself and can ask nobody else. */
public final class LonelyLessor {
    private LonelyLessor() {}

    /** Leads in the replica's present term; its duties have not begun. */
    public static Lessor of(Replica replica) {
        var surroundings =
                new Lessor.Surroundings(
                        Time.SYSTEM, new Random(1), Duration.ofSeconds(1), Duration.ofSeconds(7));
        var lessor = new Lessor(replica, new Nobody(), surroundings);
        var term = replica.status().term();
        lessor.roleChanged(new RoleChange(Role.LEADER, term, replica.self()));
        return lessor;
    }

    private static final class Nobody implements LeaderLine {
        @Override
        public CompletableFuture<Optional<List<LeaseAnswer>>> keepAlive(
                MemberInfo leader, List<Long> leases) {
            return CompletableFuture.completedFuture(Optional.empty());
        }

        @Override
        public CompletableFuture<Optional<List<LeaseAnswer>>> timeToLive(
                MemberInfo leader, LeaseQuestion question) {
            return CompletableFuture.completedFuture(Optional.empty());
        }
    }
}
