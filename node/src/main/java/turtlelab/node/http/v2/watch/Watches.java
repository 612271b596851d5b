package turtlelab.node.http.v2.watch;

import io.javalin.http.Context;
import java.io.IOException;
import turtlelab.node.base.Time;
import turtlelab.node.front.http.Hangups;
import turtlelab.node.http.v2.wire.Replies;
import turtlelab.node.replica.Replica;
import turtlelab.node.state.v2.V2View;

/** Lets requests wait for events. */
public final class Watches implements AutoCloseable {
    private final Replica replica;
    private final Time time;
    private final WatchHub hub;
    private final Hangups hangups = Hangups.start();

    /** From now on the replica is listened to. */
    public Watches(Replica replica, Time time) {
        this.replica = replica;
        this.time = time;
        this.hub = new WatchHub(() -> replica.state().v2());
        replica.onV2(hub);
    }

    /** Who waits, for statistics. */
    public WatchHub hub() {
        return hub;
    }

    /**
     * Answers with events as they come; the history reaches back far enough for the order.
     *
     * @param view the tree as the caller saw it
     */
    public void start(Context ctx, V2View view, Watcher.Order order) throws IOException {
        ctx.header("Content-Type", "application/json");
        Replies.moment(ctx::header, replica, view.index());
        ctx.status(200);
        var poll = LongPoll.begin(ctx, time);
        ctx.future(
                () -> {
                    var watcher = hub.open(order, poll);
                    var hangup = hangups.watch(poll.line(), watcher::end);
                    return poll.whenOver().thenRun(hangup::close);
                });
    }

    @Override
    public void close() {
        hub.close();
        hangups.close();
    }
}
