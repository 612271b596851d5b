package turtlelab.node.http.v2.fastpath;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;
import turtlelab.node.auth.Caller;
import turtlelab.node.base.Bytes;
import turtlelab.node.http.v2.keys.KeysService;
import turtlelab.node.http.v2.wire.GoForm;

/**
 * A request to {@code /v2/keys} as nearly all clients write it.
 *
 * @param key what stands behind {@code /v2/keys}
 * @param query without the question mark; empty when there is none
 */
record PlainRequest(
        String method, String key, String query, @Nullable String contentType, Bytes body) {

    KeysService.Question question() {
        return new KeysService.Question(method, key, form(), new Caller.Nobody());
    }

    private GoForm form() {
        var takesBody = method.equals("PUT") || method.equals("POST");
        var stream = new ByteArrayInputStream(body.raw());
        try {
            return GoForm.read(new GoForm.Source(takesBody, contentType, stream, query));
        } catch (IOException e) {
            throw new UncheckedIOException("memory cannot fail to be read", e);
        }
    }
}
