package turtlelab.labctl.ctl.v2.call;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import turtlelab.labctl.ctl.wire.NoReply;
import turtlelab.labctl.ctl.wire.Reply;
import turtlelab.labctl.ctl.wire.Request;
import turtlelab.labctl.ctl.wire.Wire;
import turtlelab.labctl.exec.Deadline;

/** Asks one endpoint aside, so that no slow name server or trickling answer outlasts a deadline. */
final class InTime {

    private InTime() {}

    static Reply ask(Wire wire, String endpoint, Request request, Optional<Deadline> deadline)
            throws NoReply, NoCluster {
        return deadline.isPresent()
                ? before(deadline.get(), wire, endpoint, request)
                : wire.ask(endpoint, request);
    }

    private static Reply before(Deadline deadline, Wire wire, String endpoint, Request request)
            throws NoReply, NoCluster {
        if (deadline.isOver()) throw NoCluster.tooLate();
        var reply = new CompletableFuture<Reply>();
        Thread.ofVirtual().name("ask").start(() -> complete(reply, wire, endpoint, request));
        try {
            return reply.get(deadline.left().toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException _) {
            throw NoCluster.tooLate();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof NoReply none) throw none;
            throw new IllegalStateException(e);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new NoReply("interrupted", true);
        }
    }

    private static void complete(
            CompletableFuture<Reply> reply, Wire wire, String endpoint, Request request) {
        try {
            reply.complete(wire.ask(endpoint, request));
        } catch (NoReply | RuntimeException e) {
            reply.completeExceptionally(e);
        }
    }
}
