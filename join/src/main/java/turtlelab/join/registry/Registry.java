package turtlelab.join.registry;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/**
 * The port to the entries of one token. Every method throws {@link IOException} when the service
 * cannot be reached or does not speak the protocol, and {@link RegistryRefused} when it answers
 * that it will not.
 */
public interface Registry {
    /** How many members the cluster shall have; empty when nobody has said. */
    Optional<String> size() throws IOException, RegistryRefused;

    Listing list() throws IOException, RegistryRefused;

    /** Registers; false when there is such an entry already. */
    boolean create(String id, String value) throws IOException, RegistryRefused;

    /** Registers or overwrites. */
    void put(String id, String value) throws IOException, RegistryRefused;

    /** Takes an entry away; false when there was none. */
    boolean delete(String id) throws IOException, RegistryRefused;

    /**
     * Waits until something changes behind the index, or the time is up, or the service has had
     * enough of waiting; who wants to know looks again.
     */
    void await(long index, Duration limit) throws IOException, RegistryRefused;
}
