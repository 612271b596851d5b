package turtlelab.node.member;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import turtlelab.node.base.MemberId;
import turtlelab.node.consensus.Status;
import turtlelab.node.state.MemberTable;
import turtlelab.node.state.MemberTable.MemberInfo;
import turtlelab.node.state.Rejection;

/**
 * etcd's strict reconfiguration check: refuses changes that could cost the quorum. Pure: looks at
 * one moment of the membership and of the connections.
 */
final class ReconfigurationGuard {
    private static final Duration STEADY = Duration.ofSeconds(5);
    private static final double IN_SYNC = 0.9;
    private static final int MOST_LEARNERS = 1;

    private final MemberId self;
    private final Connections connections;
    private final boolean strict;

    ReconfigurationGuard(MemberId self, Connections connections, boolean strict) {
        this.self = self;
        this.connections = connections;
        this.strict = strict;
    }

    Optional<Rejection> refuseAdd(MemberTable members, boolean learner) {
        if (strict && !learner && !enoughStartedToAdd(members)) {
            return Optional.of(Rejection.NOT_ENOUGH_STARTED_MEMBERS);
        }
        if (strict && steadyVoters(members) < voters(members).size()) {
            return Optional.of(Rejection.UNHEALTHY_CLUSTER);
        }
        var learners = members.list().stream().filter(MemberInfo::learner).count();
        return learner && learners >= MOST_LEARNERS
                ? Optional.of(Rejection.TOO_MANY_LEARNERS)
                : Optional.empty();
    }

    Optional<Rejection> refuseRemove(MemberTable members, MemberId id) {
        var votes = members.find(id).filter(member -> !member.learner()).isPresent();
        if (!strict || !votes) {
            return Optional.empty();
        }
        var rest = voters(members).stream().filter(member -> !member.id().equals(id)).toList();
        if (rest.isEmpty() || started(rest) < quorum(rest.size())) {
            return Optional.of(Rejection.NOT_ENOUGH_STARTED_MEMBERS);
        }
        // A member that is down is no part of the active quorum, so it is safe to remove.
        if (!id.equals(self) && connections.activeFor(id).isEmpty()) {
            return Optional.empty();
        }
        var voters = voters(members);
        return steadyVoters(members) - 1 < 1 + (voters.size() - 1) / 2
                ? Optional.of(Rejection.UNHEALTHY_CLUSTER)
                : Optional.empty();
    }

    /** On the leader only, which alone knows how far a learner has got. */
    Optional<Rejection> refusePromote(MemberTable members, Status leader, MemberId id) {
        var progress = leader.progress().get(id);
        if (progress != null && progress.matchIndex() < leader.lastIndex() * IN_SYNC) {
            return Optional.of(Rejection.LEARNER_NOT_READY);
        }
        var voters = voters(members);
        return strict && started(voters) + 1 < quorum(voters.size() + 1)
                ? Optional.of(Rejection.NOT_ENOUGH_STARTED_MEMBERS)
                : Optional.empty();
    }

    /**
     * One member may always become two, though the second takes the quorum down until it starts.
     */
    private static boolean enoughStartedToAdd(MemberTable members) {
        var voters = voters(members);
        var started = started(voters);
        return (voters.size() == 1 && started == 1) || started >= quorum(voters.size() + 1);
    }

    private long steadyVoters(MemberTable members) {
        return voters(members).stream().filter(member -> steady(member.id())).count();
    }

    private boolean steady(MemberId id) {
        return id.equals(self)
                || connections.activeFor(id).filter(up -> up.compareTo(STEADY) > 0).isPresent();
    }

    private static List<MemberInfo> voters(MemberTable members) {
        return members.list().stream().filter(member -> !member.learner()).toList();
    }

    private static long started(List<MemberInfo> members) {
        return members.stream().filter(MemberInfo::started).count();
    }

    private static int quorum(int voters) {
        return voters / 2 + 1;
    }
}
