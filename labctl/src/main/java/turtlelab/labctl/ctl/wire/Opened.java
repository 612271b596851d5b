package turtlelab.labctl.ctl.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;

/**
 * An answer that has begun.
 *
 * @param index of the v2 store when it began
 * @param body comes when it comes
 */
public record Opened(int status, long index, InputStream body) implements Answered, AutoCloseable {

    /** Waits for the whole answer. */
    public Reply reply() throws NoReply {
        try (body) {
            return new Reply(status, new String(body.readAllBytes(), UTF_8), index);
        } catch (IOException _) {
            throw NoReply.cutOff();
        }
    }

    /** Waits no longer. */
    @Override
    public void close() {
        try {
            body.close();
        } catch (IOException _) { // nobody wants the rest
            return;
        }
    }
}
