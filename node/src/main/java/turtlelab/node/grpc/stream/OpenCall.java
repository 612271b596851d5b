package turtlelab.node.grpc.stream;

import io.grpc.Metadata;
import io.grpc.Status;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import turtlelab.node.grpc.CallCounter;
import turtlelab.node.grpc.EtcdError;

/**
 * A call under way, between its carrier and its server. Keeps the promises of {@link Caller} and
 * {@link Conversation} for both: sends from several threads go one by one, nothing is sent after
 * the end, the end is told and counted once, and a bug ends the call instead of the carrier.
 */
public final class OpenCall<Q, A> implements Conversation<Q>, Caller<A> {
    private static final Logger LOG = LoggerFactory.getLogger(OpenCall.class);

    private final String name;
    private final Caller<A> carrier;
    private final CallCounter counter;
    private Conversation<Q> server = Conversation.over();
    private Status.Code outcome = Status.Code.CANCELLED;
    private volatile boolean over;

    OpenCall(String name, Caller<A> carrier, CallCounter counter) {
        this.name = name;
        this.carrier = carrier;
        this.counter = counter;
    }

    void open(StreamServer<Q, A> answering, Metadata headers) {
        guarded(() -> server = answering.open(this, headers));
    }

    @Override
    public void request(Q request) {
        if (!over) {
            counter.receive();
            guarded(() -> server.request(request));
        }
    }

    @Override
    public void unreadable(EtcdError why) {
        fail(why);
    }

    @Override
    public void halfClosed() {
        if (!over) {
            guarded(server::halfClosed);
        }
    }

    @Override
    public void ready() {
        if (!over) {
            guarded(server::ready);
        }
    }

    @Override
    public void closed() {
        synchronized (this) {
            over = true;
        }
        counter.end(outcome);
        guarded(server::closed);
    }

    @Override
    public synchronized void send(A answer) {
        if (!over) {
            counter.send();
            carrier.send(answer);
        }
    }

    @Override
    public boolean isReady() {
        return !over && carrier.isReady();
    }

    @Override
    public void ask(int requests) {
        if (!over) {
            carrier.ask(requests);
        }
    }

    @Override
    public synchronized void end() {
        if (!over) {
            over = true;
            outcome = Status.Code.OK;
            carrier.end();
        }
    }

    @Override
    public synchronized void fail(EtcdError error) {
        if (!over) {
            over = true;
            outcome = error.code();
            carrier.fail(error);
        }
    }

    private void guarded(Runnable step) {
        try {
            step.run();
        } catch (RuntimeException e) {
            LOG.error("{} failed by a bug", name, e);
            fail(EtcdError.INTERNAL);
        }
    }
}
