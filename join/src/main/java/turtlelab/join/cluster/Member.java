package turtlelab.join.cluster;

import java.util.List;

/**
 * A member as the cluster lists it.
 *
 * @param name empty until it has run once
 * @param clientUrls as it published them; empty until it has run once
 */
public record Member(
        long id, String name, List<String> peerUrls, List<String> clientUrls, boolean learner) {
    public Member {
        peerUrls = peerUrls.stream().sorted().toList();
        clientUrls = List.copyOf(clientUrls);
    }

    /** As etcd prints it: without leading zeros. */
    public String hex() {
        return Long.toHexString(id);
    }

    public boolean started() {
        return !name.isEmpty() || !clientUrls.isEmpty();
    }

    /** For sentences: the name, or where a nameless one lives. */
    public String shown() {
        return name.isEmpty() ? hex() + " at " + String.join(",", peerUrls) : name;
    }

    /** {@code name=url,name=url} under a name of our choice where it has none. */
    public String entry(String nameless) {
        var shown = name.isEmpty() ? nameless : name;
        return String.join(",", peerUrls.stream().map(url -> shown + "=" + url).toList());
    }
}
