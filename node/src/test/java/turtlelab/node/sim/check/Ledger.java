package turtlelab.node.sim.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import turtlelab.node.base.MemberId;
import turtlelab.node.consensus.Entry;
import turtlelab.node.consensus.LogPosition;
import turtlelab.node.consensus.Membership;
import turtlelab.node.consensus.MembershipChange;
import turtlelab.node.sim.check.Evidence.Fact;
import turtlelab.node.sim.check.Violation.Promise;

/**
 * What the cluster as a whole has agreed on, known to the simulator alone. Whoever applies an entry
 * first writes it in; everybody else must agree with it.
 */
public final class Ledger {
    private final Evidence evidence;
    private final List<Page> pages = new ArrayList<>();
    private final Map<Long, MemberId> leaders = new HashMap<>();
    private final Map<LogPosition, MemberId> votes = new HashMap<>();
    private final Map<LogPosition, Long> positions = new HashMap<>();

    public Ledger(Evidence evidence) {
        this.evidence = evidence;
        pages.add(new Page(0, 0, 0, 0, Membership.EMPTY));
    }

    public long lastIndex() {
        return pages.size() - 1L;
    }

    /** As of everything that anybody has applied. */
    public Membership membership() {
        return pages.getLast().membership();
    }

    public int leadersSoFar() {
        return leaders.size();
    }

    public long hashAt(long index) {
        return index <= lastIndex() ? page(index).hash() : -1;
    }

    /** A node won an election; the log tells the terms of its entries. */
    public void leads(MemberId node, long term, TermLog log) {
        var other = leaders.putIfAbsent(term, node);
        if (other != null && !other.equals(node)) {
            throw new Violation(Promise.ONE_LEADER, "%s and %s in term %d", other, node, term);
        }
        evidence.count(Fact.LEADERS);
        for (long index = lastIndex(); index > log.start(); index--) {
            var page = page(index);
            if (page.knownInTerm() < term) {
                if (log.termAt(index) != page.term()) {
                    throw new Violation(
                            Promise.LEADER_COMPLETENESS,
                            "%s leads term %d with term %d at index %d, where %d is committed",
                            node,
                            term,
                            log.termAt(index),
                            index,
                            page.term());
                }
                return;
            }
        }
    }

    /** A node gives its vote in a term, to itself by asking for others'. */
    public void votes(MemberId node, long term, MemberId candidate) {
        var other = votes.putIfAbsent(new LogPosition(node.value(), term), candidate);
        if (other != null && !other.equals(candidate)) {
            throw new Violation(
                    Promise.VOTE_REMEMBERED,
                    "%s votes for %s in term %d, having voted for %s",
                    node,
                    candidate,
                    term,
                    other);
        }
    }

    /** An entry stands in somebody's log behind one of a term. */
    public void logged(MemberId node, Entry entry, long previousTerm) {
        var digest = Trace.mix(digest(entry), previousTerm);
        var known = positions.putIfAbsent(entry.position(), digest);
        if (known != null && known != digest) {
            throw new Violation(
                    Promise.LOG_MATCHING, "%s has another entry at %s", node, entry.position());
        }
    }

    /** A node applied an entry; a change comes with what the node believes it led to. */
    public void applied(
            MemberId node, Entry entry, long nodeTerm, @Nullable Change change, long hash) {
        if (entry.index() > lastIndex() + 1) {
            throw new Violation(Promise.APPLY_IN_ORDER, "%s skips to %d", node, entry.index());
        }
        if (entry.index() == lastIndex() + 1) {
            write(entry, nodeTerm, change);
        }
        var page = page(entry.index());
        if (page.term() != entry.term() || page.digest() != digest(entry)) {
            throw new Violation(
                    Promise.COMMITTED_STAYS,
                    "%s applies an entry of term %d at index %d, where one of term %d was applied",
                    node,
                    entry.term(),
                    entry.index(),
                    page.term());
        }
        checkState(node, entry.index(), hash);
        if (change != null) {
            checkMembership(node, entry.index(), change.led());
        }
    }

    public void checkState(MemberId node, long index, long hash) {
        if (index > lastIndex() || page(index).hash() != hash) {
            throw new Violation(Promise.EQUAL_STATE, "%s differs at index %d", node, index);
        }
    }

    public void checkMembership(MemberId node, long index, Membership membership) {
        if (index <= lastIndex() && !page(index).membership().equals(membership)) {
            throw new Violation(
                    Promise.MEMBERSHIP,
                    "%s has %s at index %d instead of %s",
                    node,
                    membership.members(),
                    index,
                    page(index).membership().members());
        }
    }

    public static long hash(long before, Entry entry) {
        return Trace.mix(Trace.mix(before, entry.index()), digest(entry) ^ entry.term());
    }

    private void write(Entry entry, long nodeTerm, @Nullable Change change) {
        var before = pages.getLast();
        var membership = change == null ? before.membership() : after(before, change);
        var hash = hash(before.hash(), entry);
        pages.add(new Page(entry.term(), digest(entry), hash, nodeTerm, membership));
        evidence.count(Fact.ENTRIES_COMMITTED);
    }

    private Membership after(Page before, Change change) {
        if (before.membership().refusal(change.change()).isPresent()) {
            evidence.count(Fact.CHANGES_REFUSED);
            return before.membership();
        }
        evidence.count(Fact.CHANGES_APPLIED);
        var next = before.membership().after(change.change());
        var gone = new HashSet<>(before.membership().voters());
        gone.removeAll(next.voters());
        var come = new HashSet<>(next.voters());
        come.removeAll(before.membership().voters());
        if (gone.size() + come.size() > 1) {
            throw new Violation(Promise.MEMBERSHIP, "quorums may not overlap at %s", next);
        }
        return next;
    }

    private Page page(long index) {
        return pages.get((int) index);
    }

    public static long digest(Entry entry) {
        return entry.kind().name().hashCode() + 31L * entry.data().hashCode() + 1;
    }

    /** A change and the membership that the node says is in force after it. */
    public record Change(MembershipChange change, Optional<?> refusal, Membership led) {}

    /**
     * One index, as first applied.
     *
     * @param knownInTerm the term in which a node first applied it: it was committed then at the
     *     latest
     */
    private record Page(
            long term, long digest, long hash, long knownInTerm, Membership membership) {}
}
