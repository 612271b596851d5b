package turtlelab.labctl.ctl.display;

import io.etcd.jetcd.api.HashKVResponse;

/** What an endpoint tells about its keys. */
public record EndpointHash(String endpoint, HashKVResponse response) {

    String hash() {
        return Integer.toUnsignedString(response.getHash());
    }
}
