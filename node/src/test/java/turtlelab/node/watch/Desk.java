package turtlelab.node.watch;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import turtlelab.node.base.Bytes;
import turtlelab.node.replica.HandTime;
import turtlelab.node.state.Command;
import turtlelab.node.state.State;
import turtlelab.node.state.kv.KeyRange;
import turtlelab.node.state.kv.Operation;
import turtlelab.node.storage.Storage;

/** A watch desk over a real state in memory, driven by hand, with clients that write down. */
final class Desk {
    static final Duration INTERVAL = Duration.ofSeconds(10);

    final State state = State.open(Storage.inMemory());
    final HandTime time = new HandTime();
    final EventCounts events = new EventCounts();
    final WatchDesk desk = new WatchDesk(state.kv(), new ProgressClock(time, INTERVAL), events);
    private long index;

    /** A client that writes down what it is told, while it takes something. */
    final class Client implements WatchClient {
        final WatchStream stream = new WatchStream(this, _ -> {}, events);
        final List<WatchAnswer> told = new ArrayList<>();
        int takes = Integer.MAX_VALUE;
        int asked;

        @Override
        public boolean isReady() {
            return takes > 0;
        }

        @Override
        public void send(WatchAnswer answer) {
            takes--;
            told.add(answer);
        }

        @Override
        public void ask(int requests) {
            asked += requests;
        }

        void says(StreamRequest request) {
            stream.request(request);
            desk.attend(stream);
        }

        void takes(int answers) {
            takes = answers;
            desk.attend(stream);
        }

        void leaves() {
            stream.closed();
            desk.attend(stream);
        }

        /** What it was told of a watch, as {@code PUT key=value@revision} and the like. */
        List<String> events(long id) {
            var events = new ArrayList<String>();
            for (var answer : told) {
                if (answer instanceof WatchAnswer.Events(var of, var batch, _) && of == id) {
                    batch.events()
                            .forEach(
                                    event ->
                                            events.add(
                                                    (event.isDeletion() ? "DELETE " : "PUT ")
                                                            + event.kv().key().utf8()
                                                            + "="
                                                            + event.kv().value().utf8()
                                                            + "@"
                                                            + event.kv().modRevision()));
                }
            }
            return events;
        }
    }

    Client client() {
        return new Client();
    }

    static StreamRequest.Create watch(String key, long start) {
        return new StreamRequest.Create(
                KeyRange.single(Bytes.utf8(key)), start, 0, StreamRequest.Options.ALL);
    }

    void put(String key, String value) {
        write(new Operation.Put(Bytes.utf8(key), Bytes.utf8(value), 0, false, false, false));
    }

    void write(Operation operation) {
        state.apply(new Command.Write(operation), ++index);
        state.publish(index);
    }

    void compact(long revision) {
        state.apply(new Command.Compact(revision), ++index);
        state.publish(index);
        while (state.isCompacting()) {
            state.publish(index);
        }
    }

    /** Lets the desk do all it can. */
    void run() {
        do {
            desk.tellNews();
            desk.catchUp();
            desk.answerInquiries();
            desk.tellProgress();
        } while (desk.hasWork());
    }
}
