package turtlelab.labctl.ctl.v3.watch;

import io.etcd.jetcd.api.WatchCreateRequest;
import io.etcd.jetcd.api.WatchRequest;
import turtlelab.labctl.ctl.v3.KeyRange;

/**
 * What a watch is to tell.
 *
 * @param revision the first that it tells of; 0 for what comes from now on
 * @param previous whether pairs are told as they were before, too
 * @param progress whether the cluster is to say now and then how far it has come
 */
record Wanted(KeyRange range, long revision, boolean previous, boolean progress) {

    /** All changes of these keys behind a revision. */
    static Wanted changes(KeyRange range, long revision) {
        return new Wanted(range, revision + 1, false, false);
    }

    /** The same watch from another revision on. */
    WatchRequest from(long start) {
        var create =
                WatchCreateRequest.newBuilder()
                        .setKey(range.from())
                        .setRangeEnd(range.end())
                        .setStartRevision(start)
                        .setPrevKv(previous)
                        .setProgressNotify(progress);
        return WatchRequest.newBuilder().setCreateRequest(create).build();
    }
}
