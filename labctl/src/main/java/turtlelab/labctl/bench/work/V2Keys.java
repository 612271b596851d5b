package turtlelab.labctl.bench.work;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/** Clients of the v2 API, each of which writes or reads one key after the other. */
public record V2Keys(int clients, boolean writing) implements Work {

    private static final ByteBuf VALUE =
            Unpooled.unreleasableBuffer(
                    Unpooled.copiedBuffer(
                                    "value=" + "turtle..".repeat(32), StandardCharsets.US_ASCII)
                            .asReadOnly());

    @Override
    public String name() {
        return "v2 %s, %d clients".formatted(writing ? "set" : "get", clients);
    }

    @Override
    public Measured run(List<String> urls, Duration length) throws InterruptedException {
        try (var loop = new HttpLoop(this, urls, length)) {
            return loop.run();
        }
    }

    /** The n-th request of all, to a node of that authority. */
    FullHttpRequest request(long n, String authority) {
        var path = "/v2/keys/bench/%08d".formatted(n % Load.KEYS);
        var request =
                new DefaultFullHttpRequest(
                        HttpVersion.HTTP_1_1,
                        writing ? HttpMethod.PUT : HttpMethod.GET,
                        path,
                        writing ? VALUE.duplicate() : Unpooled.EMPTY_BUFFER);
        var headers = request.headers().set(HttpHeaderNames.HOST, authority);
        if (writing) {
            headers.set(
                    HttpHeaderNames.CONTENT_TYPE,
                    HttpHeaderValues.APPLICATION_X_WWW_FORM_URLENCODED);
            headers.set(HttpHeaderNames.CONTENT_LENGTH, VALUE.readableBytes());
        }
        return request;
    }

    /** Whether an answer of this status is what was asked for. */
    boolean isGood(int status) {
        return status < 300 || (!writing && status == 404);
    }
}
