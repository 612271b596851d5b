package turtlelab.node.grpc.lock;

import io.grpc.Metadata;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import turtlelab.node.grpc.EtcdError;
import turtlelab.node.grpc.stream.Caller;
import turtlelab.node.grpc.stream.Conversation;
import turtlelab.node.grpc.stream.StreamServer;

/**
 * Serves calls of one request that may wait for ever: each on a virtual thread of its own, which is
 * interrupted when the client has gone.
 */
final class WaitingCall<Q, A> implements StreamServer<Q, A> {
    private static final Logger LOG = LoggerFactory.getLogger(WaitingCall.class);

    /** Calls of one kind that may wait at once; more are refused as overload. */
    private static final int MOST = 10_000;

    private final String name;
    private final Answering<Q, A> answering;
    private final Semaphore free = new Semaphore(MOST);

    /** Who answers, and ends the call. */
    interface Answering<Q, A> {
        void answer(Q request, Client<A> client) throws InterruptedException;
    }

    WaitingCall(String name, Answering<Q, A> answering) {
        this.name = name;
        this.answering = answering;
    }

    @Override
    public Conversation<Q> open(Caller<A> caller, Metadata headers) {
        return new Call(caller);
    }

    /** The client's end, for the thread that answers it. */
    static final class Client<A> {
        private final Caller<A> caller;
        private final Semaphore ready = new Semaphore(0);

        private Client(Caller<A> caller) {
            this.caller = caller;
        }

        /** Sends one of several answers as soon as the client takes it. */
        void send(A answer) throws InterruptedException {
            while (!caller.isReady()) {
                ready.acquire();
            }
            caller.send(answer);
        }

        /** Sends the only answer. */
        void finish(A answer) {
            caller.send(answer);
            caller.end();
        }

        void fail(EtcdError error) {
            caller.fail(error);
        }
    }

    private final class Call implements Conversation<Q> {
        private final Caller<A> caller;
        private final Client<A> client;
        private @Nullable Thread thread;

        Call(Caller<A> caller) {
            this.caller = caller;
            this.client = new Client<>(caller);
        }

        @Override
        public void request(Q request) {
            if (thread != null || !free.tryAcquire()) {
                caller.fail(thread == null ? EtcdError.TOO_MANY_REQUESTS : EtcdError.INTERNAL);
                return;
            }
            thread = Thread.ofVirtual().name(name).start(() -> run(request));
            caller.ask(1); // None may come; but only who reads on notices that the client has gone.
        }

        @Override
        public void halfClosed() {
            if (thread == null) {
                caller.fail(EtcdError.INTERNAL);
            }
        }

        @Override
        public void ready() {
            client.ready.release();
        }

        @Override
        public void closed() {
            if (thread != null) {
                thread.interrupt();
            }
        }

        private void run(Q request) {
            try {
                answering.answer(request, client);
            } catch (InterruptedException _) {
                caller.end(); // The client has gone, or the node closes.
            } catch (RuntimeException bug) {
                LOG.error("{} failed by a bug", name, bug);
                caller.fail(EtcdError.INTERNAL);
            } finally {
                free.release();
            }
        }
    }
}
