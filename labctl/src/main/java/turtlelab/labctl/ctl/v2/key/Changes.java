package turtlelab.labctl.ctl.v2.key;

import java.time.Duration;
import java.util.Map;
import turtlelab.labctl.ctl.v2.call.Call;
import turtlelab.labctl.ctl.wire.NoReply;
import turtlelab.labctl.exec.Time;

/**
 * The changes of one key, one after the other. A connection that ends in between is made again,
 * perhaps to another member, and goes on where it was: nothing is left out and nothing comes twice.
 */
final class Changes {

    private static final int OK = 200;
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final KeysApi keys;
    private final String key;
    private final boolean isRecursive;
    private final Time time;
    private long next;

    /** Those of this key, as {@code --recursive} and {@code --after-index} say. */
    Changes(Call call, String key) {
        this.keys = new KeysApi(call);
        this.key = key;
        this.isRecursive = call.flags().isOn("recursive");
        this.time = call.time();
        long after = call.flags().number("after-index", 0);
        this.next = after > 0 ? after + 1 : 0;
    }

    /** Waits for the next one. */
    KeyEvent next() throws InterruptedException {
        while (true) {
            try (var opened = keys.await(key, query())) {
                if (next == 0 && opened.status() == OK) {
                    next = opened.index() + 1;
                }
                var reply = opened.reply();
                if (!reply.body().isBlank()) {
                    var event = keys.event(reply);
                    next = event.node().modifiedIndex() + 1;
                    return event;
                }
            } catch (NoReply _) { // the connection was cut: we ask for the same again
            }
            time.pause(PAUSE);
        }
    }

    private Map<String, String> query() {
        return Map.of("recursive", String.valueOf(isRecursive), "waitIndex", String.valueOf(next));
    }
}
