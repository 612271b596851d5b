package turtlelab.labctl.client;

import java.util.List;

/**
 * A member as {@code /v2/members} lists it.
 *
 * @param id hexadecimal, without leading zeros
 * @param name empty until the member has been started once
 */
public record Member(String id, String name, List<String> peerUrls, List<String> clientUrls) {

    public Member {
        peerUrls = List.copyOf(peerUrls);
        clientUrls = List.copyOf(clientUrls);
    }

    public boolean isStarted() {
        return !name.isEmpty();
    }
}
