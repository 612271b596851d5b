package turtlelab.node.sim.bugs;

import static turtlelab.node.sim.check.Violation.Promise.APPLY_IN_ORDER;
import static turtlelab.node.sim.check.Violation.Promise.COMMITTED_STAYS;
import static turtlelab.node.sim.check.Violation.Promise.EQUAL_STATE;
import static turtlelab.node.sim.check.Violation.Promise.LEADER_COMPLETENESS;
import static turtlelab.node.sim.check.Violation.Promise.LINEARIZABLE;
import static turtlelab.node.sim.check.Violation.Promise.LIVENESS;
import static turtlelab.node.sim.check.Violation.Promise.LOG_DURABLE;
import static turtlelab.node.sim.check.Violation.Promise.LOG_MATCHING;
import static turtlelab.node.sim.check.Violation.Promise.MEMBERSHIP;
import static turtlelab.node.sim.check.Violation.Promise.NODE_STOPPED;
import static turtlelab.node.sim.check.Violation.Promise.ONE_CHANGE;
import static turtlelab.node.sim.check.Violation.Promise.ONE_LEADER;
import static turtlelab.node.sim.check.Violation.Promise.OWN_TERM_COUNTED;
import static turtlelab.node.sim.check.Violation.Promise.STABLE_LEADER;
import static turtlelab.node.sim.check.Violation.Promise.VOTERS_ONLY;
import static turtlelab.node.sim.check.Violation.Promise.VOTE_REMEMBERED;

import java.util.EnumSet;
import java.util.Set;
import java.util.SplittableRandom;
import turtlelab.node.sim.NodeBugs;
import turtlelab.node.sim.Plan;
import turtlelab.node.sim.Plan.Aftermath;
import turtlelab.node.sim.Seeds;
import turtlelab.node.sim.check.Violation.Promise;

/** Deliberately broken variants of the node, and the promises that each of them breaks. */
enum SeededBug {
    ACKNOWLEDGES_BEFORE_SYNC(
            BrokenRules.acknowledgesBeforeSync(),
            COMMITTED_STAYS,
            LEADER_COMPLETENESS,
            NODE_STOPPED),
    LEADER_COUNTS_ITSELF_BEFORE_SYNC(
            BrokenRules.leaderCountsItselfBeforeSync(),
            COMMITTED_STAYS,
            LEADER_COMPLETENESS,
            NODE_STOPPED),
    FORGETS_VOTE(BrokenRules.forgetsVote(), VOTE_REMEMBERED, ONE_LEADER),
    COMMITS_OLD_TERM_BY_COUNTING(
            BrokenRules.commitsOldTermByCounting(),
            OWN_TERM_COUNTED,
            LEADER_COMPLETENESS,
            COMMITTED_STAYS),
    READS_WITHOUT_ROUND(BrokenRules.readsWithoutRound(), LINEARIZABLE),
    READS_BEFORE_OWN_ENTRY(BrokenRules.readsBeforeOwnEntry(), LINEARIZABLE),
    IGNORES_PREVIOUS(BrokenRules.ignoresPrevious(), LOG_MATCHING, COMMITTED_STAYS, NODE_STOPPED),
    KEEPS_CONFLICTING_SUFFIX(
            BrokenRules.keepsConflictingSuffix(), LOG_MATCHING, COMMITTED_STAYS, NODE_STOPPED),
    CUTS_COMMITTED_SUFFIX(
            BrokenRules.cutsCommittedSuffix(), LEADER_COMPLETENESS, COMMITTED_STAYS, NODE_STOPPED),
    APPLIES_TWICE_AFTER_CRASH(BrokenState.appliesTwice(), EQUAL_STATE),
    INDEX_AHEAD_OF_DATA(BrokenState.indexAheadOfData(), EQUAL_STATE),
    DATA_AHEAD_OF_INDEX(BrokenState.dataAheadOfIndex(), EQUAL_STATE),
    TWO_CHANGES_AT_ONCE(BrokenRules.twoChangesAtOnce(), ONE_CHANGE),
    CHANGE_IN_FORCE_EARLY_ON_ONE_NODE(BrokenRules.changeInForceEarly(), MEMBERSHIP),
    SNAPSHOT_WITHOUT_MEMBERSHIP(BrokenRules.snapshotWithoutMembership(), MEMBERSHIP),
    TAKES_OLDER_SNAPSHOT(BrokenState.takesOlderSnapshot(), APPLY_IN_ORDER),
    HEARTBEAT_COMMITS_PAST_MATCH(
            BrokenRules.heartbeatCommitsPastMatch(), COMMITTED_STAYS, NODE_STOPPED),
    BELIEVES_TORN_RECORD(BrokenState.believesTornRecord(), LOG_MATCHING, LOG_DURABLE, NODE_STOPPED),
    CUTS_CORRUPTION_LIKE_A_TORN_TAIL(BrokenState.cutsCorruption(), LOG_DURABLE, VOTE_REMEMBERED),
    NO_STICKINESS(BrokenRules.noStickiness(), STABLE_LEADER, LIVENESS),
    LEADER_WITHOUT_CHECK_QUORUM(BrokenRules.withoutCheckQuorum(), LIVENESS),
    LEARNER_COUNTS(BrokenRules.learnerCounts(), VOTERS_ONLY),
    TRANSFER_IN_THE_SAME_TERM(BrokenRules.transferInSameTerm(), ONE_LEADER, VOTE_REMEMBERED),
    STARTS_WITH_A_WIPED_DISK(NodeBugs.NONE.startingEmptied(), LOG_DURABLE, VOTE_REMEMBERED);

    private final NodeBugs nodes;
    private final Set<Promise> broken;

    SeededBug(NodeBugs nodes, Promise... broken) {
        this.nodes = nodes;
        this.broken = EnumSet.of(broken[0], broken);
    }

    Set<Promise> broken() {
        return broken;
    }

    /** A seed's run under this bug. */
    Seeds.Result run(long seed) {
        var chance = new SplittableRandom(seed);
        return Seeds.run(plan(Plan.of(chance)), chance, nodes, false);
    }

    /** The plan under which it shows soonest; most show under any. */
    private Plan plan(Plan plan) {
        return switch (this) {
            case NO_STICKINESS -> plan.with(Aftermath.BRIDGE);
            case LEADER_WITHOUT_CHECK_QUORUM -> plan.with(Aftermath.DEAF_LEADER);
            default -> plan;
        };
    }
}
