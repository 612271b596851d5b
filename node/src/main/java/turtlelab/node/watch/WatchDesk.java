package turtlelab.node.watch;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import turtlelab.node.state.kv.KvView;

/**
 * All watches of this member and how far they have been told: makes and ends watches, and leads
 * them through the history. Knows no threads; {@link Watches} is the one that drives it.
 */
final class WatchDesk implements CatchUp.Outcome {
    private final KvView kv;
    private final WatchIndex index = new WatchIndex();
    private final Delivery delivery;
    private final CatchUp catchUp;
    private final ProgressClock clock;
    private final Set<WatchStream> streams = new HashSet<>();
    private final List<WatchStream> inquiring = new ArrayList<>();
    private final EventCounts events;
    private int watches;

    /** Watches that are up to date have been told everything up to this revision. */
    private long told;

    /**
     * Without any streams yet.
     *
     * @param events counts those of all streams
     */
    WatchDesk(KvView kv, ProgressClock clock, EventCounts events) {
        this.kv = kv;
        this.clock = clock;
        this.events = events;
        this.delivery = new Delivery(kv);
        this.catchUp = new CatchUp(kv, delivery);
        this.told = kv.revision();
    }

    /** Looks after a stream that has something to say. */
    void attend(WatchStream stream) {
        if (stream.isClosed()) {
            close(stream);
            return;
        }
        streams.add(stream);
        stream.flush();
        for (var request = stream.nextRequest(); request != null; request = stream.nextRequest()) {
            switch (request) {
                case StreamRequest.Create wanted -> create(stream, wanted);
                case StreamRequest.Cancel(var id) -> cancel(stream, id);
                case StreamRequest.Progress() -> inquire(stream);
                case StreamRequest.Nothing() -> {}
            }
        }
        stream.flush();
        catchUp.consider(stream);
    }

    /** Tells what was published since the last time, a bounded stretch of it. */
    void tellNews() {
        var newest = kv.revision();
        if (index.size() == 0) {
            told = newest;
            return;
        }
        if (told >= newest) {
            return;
        }
        var history = kv.history(told + 1, newest, index::concerns);
        if (history.isCompacted()) {
            skipTo(kv.compactedRevision());
        } else {
            delivery.deliver(history, index, this::tell);
            told = history.upTo();
        }
    }

    /** Lets watches that lag read on, for a bounded step. */
    void catchUp() {
        catchUp.step(told, this);
    }

    /** Answers those who wait to hear that everything has been told. */
    void answerInquiries() {
        inquiring.removeIf(
                stream -> {
                    if (stream.isClosed()) {
                        return true;
                    }
                    if (stream.laggards > 0 || told < stream.inquiry) {
                        return false;
                    }
                    stream.inquiry = 0;
                    stream.tell(new WatchAnswer.Progress(WatchAnswer.ALL, told));
                    return true;
                });
    }

    /** Tells the silent watches of the streams whose time has come how far they are. */
    void tellProgress() {
        clock.strike(this::tellProgress);
    }

    boolean hasWork() {
        return catchUp.hasWork() || (index.size() > 0 && told < kv.revision());
    }

    WatchFigures figures() {
        return new WatchFigures(watches, streams.size(), catchUp.lagging(), events.waiting().sum());
    }

    @Override
    public void upToDate(Watch watch) {
        index.add(watch);
    }

    @Override
    public void compacted(Watch watch) {
        end(watch);
        watch.stream.tell(new WatchAnswer.Compacted(watch.id, kv.compactedRevision()));
    }

    /** What begins before all history is told the future, unless some of it is gone. */
    private boolean isFromNowOn(long start) {
        return start == 0 || (start < 0 && kv.compactedRevision() <= 0);
    }

    private void create(WatchStream stream, StreamRequest.Create wanted) {
        var revision = kv.revision();
        if (wanted.range().isEmpty()) {
            refuse(stream, WatchAnswer.Reason.EMPTY_RANGE, revision);
            return;
        }
        if (wanted.id() != 0 && stream.watches.containsKey(wanted.id())) {
            refuse(stream, WatchAnswer.Reason.DUPLICATE_ID, revision);
            return;
        }
        var id = wanted.id() == 0 ? stream.freeId() : wanted.id();
        var next = isFromNowOn(wanted.start()) ? revision + 1 : wanted.start();
        var watch = new Watch(stream, id, wanted, next);
        stream.watches.put(id, watch);
        watches++;
        stream.tell(new WatchAnswer.Created(id, revision));
        if (watch.options.progress()) {
            stream.progressWatches++;
            clock.add(stream);
        }
        if (next > told) {
            index.add(watch);
        } else {
            catchUp.add(watch);
        }
    }

    private static void refuse(WatchStream stream, WatchAnswer.Reason reason, long revision) {
        stream.tell(new WatchAnswer.Refused(reason, revision));
    }

    private void cancel(WatchStream stream, long id) {
        var watch = stream.watches.get(id);
        if (watch != null) {
            leave(watch);
            end(watch);
            stream.tell(new WatchAnswer.Canceled(id, kv.revision()));
        }
    }

    /** Several questions at once are one. */
    private void inquire(WatchStream stream) {
        if (stream.inquiry == 0) {
            inquiring.add(stream);
        }
        stream.inquiry = kv.revision();
    }

    private void close(WatchStream stream) {
        stream.watches.values().forEach(this::leave);
        watches -= stream.watches.size();
        stream.watches.clear();
        stream.discard();
        stream.progressWatches = 0;
        streams.remove(stream);
    }

    private void leave(Watch watch) {
        if (watch.lagging) {
            catchUp.remove(watch);
        } else {
            index.remove(watch);
        }
    }

    private void end(Watch watch) {
        watch.stream.watches.remove(watch.id);
        watches--;
        if (watch.options.progress()) {
            watch.stream.progressWatches--;
        }
    }

    private void tell(Watch watch, Batch batch) {
        if (watch.stream.hasRoom()) {
            watch.tell(batch);
        } else {
            index.remove(watch);
            watch.next = batch.events().getFirst().kv().modRevision();
            catchUp.add(watch);
        }
    }

    /** What comes next is gone, after an image of a leader or a very long pause. */
    private void skipTo(long compacted) {
        for (var stream : List.copyOf(streams)) {
            for (var watch : List.copyOf(stream.watches.values())) {
                if (!watch.lagging && Math.max(watch.next, told + 1) < compacted) {
                    index.remove(watch);
                    compacted(watch);
                }
            }
        }
        told = compacted - 1;
    }

    private void tellProgress(WatchStream stream) {
        for (var watch : stream.watches.values()) {
            if (watch.options.progress()) {
                if (watch.quiet && !watch.lagging && stream.isFree()) {
                    stream.tell(new WatchAnswer.Progress(watch.id, told));
                }
                watch.quiet = true;
            }
        }
    }
}
