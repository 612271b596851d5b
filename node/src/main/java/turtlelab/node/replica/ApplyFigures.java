package turtlelab.node.replica;

import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import turtlelab.node.base.Time;
import turtlelab.node.replica.upkeep.ImageFigures;
import turtlelab.node.storage.ImageReader;

/** How applying goes, since the start. Written by the apply thread, read by any. */
final class ApplyFigures {
    /** What etcd calls a slow apply. */
    private static final long SLOW_NANOS = 100_000_000;

    private final Time time;
    private final LongAdder answered = new LongAdder();
    private final LongAdder slow = new LongAdder();
    private final ImageFigures images = new ImageFigures();
    private volatile boolean installing;

    ApplyFigures(Time time) {
        this.time = time;
    }

    /** Applies one entry. */
    <T> T timed(Supplier<T> entry) {
        long from = time.nanos();
        var result = entry.get();
        if (time.nanos() - from > SLOW_NANOS) {
            slow.increment();
        }
        return result;
    }

    /** So many entries had somebody here who waited for them. */
    void answered(int entries) {
        answered.add(entries);
    }

    /** An image that was captured just now. */
    ImageReader timed(ImageReader image) {
        long from = time.nanos();
        return image.whenClosed(() -> images.given().add(time.nanos() - from));
    }

    /** What puts a leader's image in the place of the state, and is known to do so meanwhile. */
    Images.Reception reception(Images.Installation installation) {
        return new Images.Reception(
                (mark, storage) -> {
                    installing = true;
                    installation.installed(mark, storage);
                    installing = false;
                },
                images,
                time);
    }

    ReplicaMetrics.Applying now() {
        return new ReplicaMetrics.Applying(answered.sum(), slow.sum(), installing, images);
    }
}
