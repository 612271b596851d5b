package turtlelab.labctl.bench;

import com.google.protobuf.ByteString;
import turtlelab.labctl.bench.work.Connections;
import turtlelab.labctl.bench.work.WatchStreams;

/**
 * By how much the memory of the leader grows when so many watches of a key are open on it, a
 * thousand on each stream, and nothing happens.
 */
record IdleWatches(BenchLab lab) {

    private static final ByteString KEY = ByteString.copyFromUtf8("bench/idle");
    private static final int WATCHES_OF_A_STREAM = 1000;
    private static final int CONNECTIONS = 4;
    private static final double MEBI = 1024.0 * 1024.0;

    double megabytes(int watches) throws InterruptedException {
        long before = lab.residentBytes();
        int streams = Math.max(1, watches / WATCHES_OF_A_STREAM);
        try (var connections = Connections.open(lab.urls().subList(0, 1), CONNECTIONS);
                var _ = new WatchStreams(connections, KEY, watches, streams)) {
            return (lab.residentBytes() - before) / MEBI;
        }
    }
}
