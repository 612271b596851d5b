package turtlelab.join.elastic;

import java.io.IOException;
import java.util.List;
import java.util.OptionalInt;
import turtlelab.join.registry.RegistryRefused;
import turtlelab.join.srv.DnsFailure;

/** The port to whatever lists the members of a cluster, rightly or not. */
public interface Source {
    /** What it is, for people. */
    String where();

    /** All that it lists; entries that cannot be read are told and left out. */
    List<Listed> list(Journal journal) throws IOException, RegistryRefused, DnsFailure;

    /** How many members the cluster was to have; empty where the source does not say. */
    OptionalInt size() throws IOException, RegistryRefused;

    /** Whether a cluster that is not there yet is founded through this. */
    boolean founds();

    /** Notes a member that has come; a source that cannot is put right by somebody else. */
    void note(String id, String value) throws IOException, RegistryRefused;

    /** Forgets a member that has gone. */
    void forget(String id) throws IOException, RegistryRefused;

    /**
     * A listed member.
     *
     * @param peerUrls to ask for the members
     * @param clientUrls to ask instead; known only where the source lists them
     */
    record Listed(List<String> peerUrls, List<String> clientUrls) {}
}
