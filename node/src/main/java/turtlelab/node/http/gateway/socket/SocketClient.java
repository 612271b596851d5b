package turtlelab.node.http.gateway.socket;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.eclipse.jetty.websocket.api.StatusCode;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One call over a WebSocket: messages in are its body, each answer is a message out, and the end of
 * the call is the end of the connection. A virtual thread serves it; Jetty's threads never wait.
 * Public because Jetty asks for that.
 */
public final class SocketClient implements Session.Listener, Answers {
    private static final Logger LOG = LoggerFactory.getLogger(SocketClient.class);

    private final Map<String, String> headers;
    private final SocketCall call;
    private final FrameBody body = new FrameBody(this::demand);
    private volatile @Nullable Session session;

    SocketClient(Map<String, String> headers, SocketCall call) {
        this.headers = headers;
        this.call = call;
    }

    private Session session() {
        return Objects.requireNonNull(session, "not open yet");
    }

    private void demand() {
        session().demand();
    }

    @Override
    public void onWebSocketOpen(Session opened) {
        session = opened;
        opened.demand();
        Thread.ofVirtual().name("websocket").start(this::serve);
    }

    private void serve() {
        try {
            call.serve(body, headers, this);
            session().close(StatusCode.NORMAL, "", disconnecting());
        } catch (IOException e) {
            LOG.debug("the client of a WebSocket has gone", e);
            session().disconnect();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            session().disconnect();
        } catch (RuntimeException bug) {
            LOG.error("a call over a WebSocket failed by a bug", bug);
            session().close(StatusCode.SERVER_ERROR, "", disconnecting());
        }
    }

    /** Does not wait for the client to say good-bye, too. */
    private Callback disconnecting() {
        return Callback.from(() -> session().disconnect(), _ -> session().disconnect());
    }

    @Override
    public void onWebSocketText(String message) {
        body.add(message.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void onWebSocketBinary(ByteBuffer payload, Callback callback) {
        var bytes = new byte[payload.remaining()];
        payload.get(bytes);
        body.add(bytes);
        callback.succeed();
    }

    @Override
    public void onWebSocketError(Throwable cause) {
        LOG.debug("a WebSocket broke", cause);
        body.end();
    }

    @Override
    public void onWebSocketClose(int code, String reason, Callback callback) {
        body.end();
        callback.succeed();
    }

    @Override
    public void write(String json, boolean last) throws IOException, InterruptedException {
        session().setIdleTimeout(Duration.ZERO); // what has begun may last
        send(json);
    }

    @Override
    public void fail(int httpStatus, String json) throws IOException, InterruptedException {
        send(json);
    }

    /** Waits until it has left: the socket is the back pressure. */
    private void send(String json) throws IOException, InterruptedException {
        var text = json.stripTrailing();
        try {
            Callback.Completable.with(sent -> session().sendText(text, sent)).get();
        } catch (ExecutionException e) {
            throw new IOException(e);
        }
    }

    @Override
    public boolean isGone(boolean isRead) {
        return !session().isOpen();
    }
}
