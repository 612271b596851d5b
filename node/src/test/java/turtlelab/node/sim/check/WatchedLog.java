package turtlelab.node.sim.check;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import turtlelab.node.base.MemberId;
import turtlelab.node.consensus.Entry;
import turtlelab.node.consensus.HardState;
import turtlelab.node.consensus.LogPosition;
import turtlelab.node.consensus.log.LogStore;
import turtlelab.node.sim.check.Evidence.Fact;
import turtlelab.node.sim.check.Violation.Promise;

/**
 * Looks over the shoulder of a log: what is written must match, what was synced must be found
 * again.
 */
public final class WatchedLog implements LogStore {
    private final LogStore log;
    private final Memory memory;
    private final Recovered recovered;

    public WatchedLog(LogStore log, Memory memory) {
        this.log = log;
        this.memory = memory;
        this.recovered = log.recovered();
        memory.checkRecovered(recovered);
    }

    @Override
    public Recovered recovered() {
        return recovered;
    }

    @Override
    public void append(@Nullable HardState hardState, List<Entry> entries) throws IOException {
        memory.write(hardState, entries);
        log.append(hardState, entries);
    }

    @Override
    public void sync() throws IOException {
        log.sync();
        memory.synced();
    }

    @Override
    public void release(long upToIndex) throws IOException {
        log.release(upToIndex);
    }

    @Override
    public void restart(LogPosition position, HardState hardState) throws IOException {
        memory.restart(position, hardState);
        log.restart(position, hardState);
        memory.synced();
    }

    @Override
    public void close() throws IOException {
        log.close();
    }

    /** What the simulator knows of one node's log; outlives the node's crashes. */
    public static final class Memory {
        private final MemberId node;
        private final Ledger ledger;
        private final Evidence evidence;
        private final TermLog terms = new TermLog();
        private HardState newest = HardState.INITIAL;
        private HardState synced = HardState.INITIAL;
        private long untouched;

        public Memory(MemberId node, Ledger ledger, Evidence evidence) {
            this.node = node;
            this.ledger = ledger;
            this.evidence = evidence;
        }

        public TermLog terms() {
            return terms;
        }

        private void write(@Nullable HardState hardState, List<Entry> entries) {
            for (var entry : entries) {
                ledger.logged(node, entry, terms.termAt(entry.index() - 1));
                untouched = Math.min(untouched, entry.index() - 1);
                if (terms.put(entry) > 0) {
                    evidence.count(Fact.SUFFIXES_CUT);
                }
            }
            if (hardState != null) {
                remember(hardState);
            }
        }

        private void restart(LogPosition position, HardState hardState) {
            terms.restart(position);
            untouched = position.index();
            remember(hardState);
            evidence.count(Fact.LOGS_RESTARTED);
        }

        private void remember(HardState next) {
            if (next.term() < newest.term() || next.commit() < newest.commit()) {
                throw new Violation(
                        Promise.VOTE_REMEMBERED, "%s goes from %s to %s", node, newest, next);
            }
            checkVote(newest, next);
            newest = next;
        }

        private void synced() {
            synced = newest;
            untouched = terms.last();
        }

        /** Everything synced must be there; what was only written may be, in part. */
        private void checkRecovered(Recovered found) {
            if (found.hardState().term() < synced.term()) {
                throw new Violation(
                        Promise.VOTE_REMEMBERED,
                        "%s forgot %s for %s",
                        node,
                        synced,
                        found.hardState());
            }
            checkVote(synced, found.hardState());
            var last = found.last().index();
            for (long i = untouched; i > Math.max(terms.start(), found.start().index()); i--) {
                var at = (int) (i - found.start().index() - 1);
                if (i > last || found.entries().get(at).term() != terms.termAt(i)) {
                    throw new Violation(
                            Promise.LOG_DURABLE,
                            "%s forgot the entry at %d; last is %d",
                            node,
                            i,
                            last);
                }
            }
            take(found);
        }

        private void take(Recovered found) {
            terms.restart(found.start());
            for (var entry : found.entries()) {
                ledger.logged(node, entry, terms.termAt(entry.index() - 1));
                terms.put(entry);
            }
            newest = found.hardState();
            synced();
        }

        private void checkVote(HardState before, HardState after) {
            if (after.term() == before.term()
                    && !before.vote().isNone()
                    && !after.vote().equals(before.vote())) {
                throw new Violation(
                        Promise.VOTE_REMEMBERED,
                        "%s voted for %s in term %d, now for %s",
                        node,
                        before.vote(),
                        before.term(),
                        after.vote());
            }
        }
    }
}
