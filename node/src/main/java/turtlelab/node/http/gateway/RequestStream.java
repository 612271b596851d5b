package turtlelab.node.http.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.google.protobuf.Message;
import io.grpc.MethodDescriptor;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The requests in the body of a streaming call: JSON objects, one behind the other. */
final class RequestStream<Q extends Message> {
    /** A body may take hours, so it is not charged; hence one request must be small. */
    static final int LONGEST_REQUEST = 64 * 1024;

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final MethodDescriptor<Q, ?> method;
    private final Bounded body;

    /** Made late, since it reads ahead: of characters; of bytes it would wait for four. */
    private @Nullable JsonParser parser;

    RequestStream(InputStream body, MethodDescriptor<Q, ?> method) {
        this.method = method;
        this.body = new Bounded(body);
    }

    /**
     * Waits for the next request; empty at the end of the body.
     *
     * @throws BadJson when it is not the JSON of a request, in etcd's words
     */
    Optional<Q> next() throws IOException, BadJson {
        body.allowed = LONGEST_REQUEST;
        try {
            if (parser == null) {
                parser = JSON.createParser(new InputStreamReader(body, UTF_8));
            }
            if (parser.nextToken() == null) {
                return Optional.empty();
            }
            return Optional.of(JsonRequest.read(JSON.<JsonNode>readTree(parser), method));
        } catch (JsonEOFException _) {
            throw new BadJson("unexpected EOF");
        } catch (JsonProcessingException e) {
            throw new BadJson(e.getOriginalMessage());
        } catch (TooLong _) {
            throw new BadJson("a request of a stream is larger than " + LONGEST_REQUEST);
        }
    }

    /** Waits for the one request of a unary call, which is the whole body. */
    Q only() throws IOException, BadJson {
        body.allowed = LONGEST_REQUEST;
        try {
            return JsonRequest.read(body.readAllBytes(), method);
        } catch (TooLong _) {
            throw new BadJson("a request is larger than " + LONGEST_REQUEST);
        }
    }

    private static final class TooLong extends IOException {
        private static final long serialVersionUID = 1;
    }

    private static final class Bounded extends FilterInputStream {
        private int allowed = LONGEST_REQUEST;

        Bounded(InputStream body) {
            super(body);
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            if (allowed == 0) {
                throw new TooLong();
            }
            var count = super.read(into, offset, Math.min(length, allowed));
            allowed -= Math.max(count, 0);
            return count;
        }
    }
}
