package turtlelab.node.consensus.log;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import turtlelab.node.base.MemberId;
import turtlelab.node.consensus.Entry;
import turtlelab.node.consensus.HardState;
import turtlelab.node.consensus.LogPosition;
import turtlelab.node.consensus.log.LogStore.Recovered;

/** Reads a whole log, segment by segment, and changes nothing. */
final class Recovery {
    private final LogDirectory directory;
    private final WalRules rules;
    private final List<Segment> segments = new ArrayList<>();
    private final List<SegmentName> stale = new ArrayList<>();
    private final List<Entry> entries = new ArrayList<>();
    private HardState hardState = HardState.INITIAL;
    private LogPosition start = LogPosition.ORIGIN;
    private long highest;
    private boolean torn;

    private Recovery(LogDirectory directory, WalRules rules) {
        this.directory = directory;
        this.rules = rules;
    }

    /** What was found; null when there is no segment. */
    static @Nullable Found read(LogDirectory directory, WalRules rules) throws IOException {
        var names =
                directory.list().stream()
                        .flatMap(file -> SegmentName.read(file).stream())
                        .sorted((a, b) -> Long.compareUnsigned(a.number(), b.number()))
                        .toList();
        return names.isEmpty() ? null : new Recovery(directory, rules).readAll(names);
    }

    private Found readAll(List<SegmentName> names) throws IOException {
        checkNumbers(names);
        @Nullable SegmentScan last = null;
        for (var name : names) {
            var scan = SegmentScan.of(directory, rules, name);
            var head = scan.head();
            if (last != null && !head.fresh()) {
                last.checkSealed(scan.chainedTo());
            }
            begin(head);
            readEntries(scan);
            segments.add(new Segment(name, highest));
            last = scan;
        }
        if (last == null) {
            throw new IllegalStateException("a log without a segment was to be read");
        }
        torn = last.checkTail();
        var recovered = new Recovered(reachedState(), start, entries);
        return new Found(recovered, segments, stale, last, torn);
    }

    /**
     * A crash may keep the first entry of a term and lose the hard state that was written behind
     * it. The node cannot have voted in that term, since a vote would have been synced.
     */
    private HardState reachedState() {
        var term = entries.isEmpty() ? start.term() : entries.getLast().term();
        return term > hardState.term()
                ? new HardState(term, MemberId.NONE, hardState.commit())
                : hardState;
    }

    private void checkNumbers(List<SegmentName> names) throws IOException {
        for (int i = 1; i < names.size(); i++) {
            if (names.get(i).number() != names.get(i - 1).number() + 1) {
                var place = directory.name() + "/" + names.get(i).file();
                throw new WalCorruptedException(place, 0, "the segment before it is missing");
            }
        }
    }

    private void begin(WalRecord.Head head) {
        if (head.fresh()) {
            segments.forEach(segment -> stale.add(segment.name()));
            segments.clear();
            entries.clear();
        }
        if (segments.isEmpty()) {
            start = head.previous();
        }
        hardState = head.hardState();
        highest = head.previous().index();
    }

    private void readEntries(SegmentScan scan) throws IOException {
        for (var record = scan.next(); record != null; record = scan.next()) {
            switch (record) {
                case WalRecord.State(var state) -> hardState = state;
                case WalRecord.Logged(var entry) -> place(scan, entry);
                case WalRecord.Head _ -> throw scan.damaged(scan.tail().offset(), "a second head");
            }
        }
    }

    /**
     * An entry replaces what stands at its index and behind. At or before the start it can only
     * stand when the segment with the entries it replaced was released: then all that counts begins
     * with it.
     */
    private void place(SegmentScan scan, Entry entry) throws IOException {
        var kept = entry.index() - start.index() - 1;
        if (kept > entries.size()) {
            throw scan.damaged(scan.tail().offset(), "entry " + entry.index() + " leaves a gap");
        }
        if (kept < 0) {
            start = new LogPosition(entry.index(), entry.term());
            entries.clear();
        } else {
            entries.subList((int) kept, entries.size()).clear();
            entries.add(entry);
        }
        highest = Math.max(highest, entry.index());
    }

    /** A segment and the highest index that any of its entries ever had. */
    record Segment(SegmentName name, long highest) {}

    /**
     * A log as it was found.
     *
     * @param stale segments in front of a restart, of no use any more
     * @param last the last segment, read to its end
     * @param torn whether a torn write was found behind the end
     */
    record Found(
            Recovered recovered,
            List<Segment> segments,
            List<SegmentName> stale,
            SegmentScan last,
            boolean torn) {}
}
