package turtlelab.node.consensus.engine;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import turtlelab.node.consensus.Message;
import turtlelab.node.consensus.Message.AppendAccepted;

/** Holds back messages that promise something until it is on disk. */
final class PersistGate {
    private final Deque<Held> held = new ArrayDeque<>();
    private long handedOut;
    private long persisted;

    private record Held(long task, Message message) {}

    /** A disk task is under way. */
    void handedOut(long task) {
        handedOut = task;
    }

    /** Holds a message back until everything handed out so far is synced. */
    void hold(Message message) {
        held.addLast(new Held(handedOut, message));
    }

    void persisted(long task) {
        persisted = Math.max(persisted, task);
    }

    /** Messages that may leave; of acknowledgements in a row only the furthest. */
    List<Message> release() {
        if (held.isEmpty() || held.getFirst().task() > persisted) {
            return List.of();
        }
        var free = new ArrayList<Message>();
        while (!held.isEmpty() && held.getFirst().task() <= persisted) {
            var next = held.removeFirst().message();
            if (!free.isEmpty() && covers(next, free.getLast())) {
                free.removeLast();
            }
            free.add(next);
        }
        return free;
    }

    private static boolean covers(Message later, Message earlier) {
        return later instanceof AppendAccepted second
                && earlier instanceof AppendAccepted first
                && second.to().equals(first.to())
                && second.term() == first.term()
                && second.match() >= first.match();
    }
}
