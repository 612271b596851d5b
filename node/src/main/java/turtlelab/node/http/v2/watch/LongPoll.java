package turtlelab.node.http.v2.watch;

import io.javalin.http.Context;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import turtlelab.node.base.Time;
import turtlelab.node.front.http.ClientLine;
import turtlelab.node.http.v2.wire.EventJson;
import turtlelab.node.state.v2.V2Result.Event;

/**
 * The answer to a waiting request: headers at once, then one line of JSON for each event, without a
 * thread in between. Ends when the watcher does.
 */
final class LongPoll implements Watcher.Client {
    private static final Logger LOG = LoggerFactory.getLogger(LongPoll.class);

    private final ClientLine line;
    private final OutputStream body;
    private final Time time;
    private final CompletableFuture<Void> end = new CompletableFuture<>();

    private LongPoll(ClientLine line, OutputStream body, Time time) {
        this.line = line;
        this.body = body;
        this.time = time;
    }

    /** Sends the headers, which {@code ctx} holds already. */
    static LongPoll begin(Context ctx, Time time) throws IOException {
        var body = ctx.res().getOutputStream(); // Javalin's own stream swallows a flush.
        ctx.res().flushBuffer();
        var line = ClientLine.of(ctx.req());
        line.stayOpen();
        return new LongPoll(line, body, time);
    }

    /** Silence is patience, but a client that does not read what is there is cut off. */
    @Override
    public boolean send(Event event) {
        line.restore();
        try {
            body.write(EventJson.of(event, time.now()).getBytes(StandardCharsets.UTF_8));
            body.flush();
            return true;
        } catch (IOException e) {
            LOG.debug("a watcher is gone", e);
            return false;
        } finally {
            line.stayOpen();
        }
    }

    @Override
    public void end() {
        line.restore();
        end.complete(null);
    }

    ClientLine line() {
        return line;
    }

    /** Completes when there is nothing more to come. */
    CompletableFuture<Void> whenOver() {
        return end;
    }
}
