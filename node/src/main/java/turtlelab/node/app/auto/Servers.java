package turtlelab.node.app.auto;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** The port to this host's own server: started and stopped any number of times. */
public interface Servers {
    /** How a server comes to life. */
    sealed interface Birth {
        /** It founds a cluster of one. */
        record Founding() implements Birth {}

        /** It joins members, {@code name=url,...}, its own entry among them. */
        record Joining(String members) implements Birth {}

        /** It goes on with its data. */
        record Resuming() implements Birth {}
    }

    /** A server that runs. */
    interface Server extends AutoCloseable {
        /** Completes when it has to end: true when its member was removed, false when it failed. */
        CompletableFuture<Boolean> removed();

        /** Its member's identity. */
        long member();

        /** Hands leadership over, syncs and stops; what is on disk stays. */
        @Override
        void close() throws Exception;
    }

    /** Whether there is data of a member on disk. */
    boolean hasData() throws Exception;

    /**
     * Starts the server.
     *
     * @throws Exception with a message for people when it cannot
     */
    Server start(Birth birth) throws Exception;

    /** Puts the data of a removed member aside; where it is now, empty when there was none. */
    Optional<String> setAside() throws Exception;
}
