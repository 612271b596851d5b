package turtlelab.labctl.ctl.wire;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Asks by the JDK's new client, which is slower to load, what the old one cannot: the head of the
 * answer must come in time, the rest may take for ever. Repeats no write by itself either.
 */
public final class LongPoll {

    private static final Duration FOR_EVER = Duration.ofDays(365);

    /** The client's classes may take this long to load on a busy machine, before it asks at all. */
    private static final Duration LOADING = Duration.ofSeconds(3);

    private final Wire wire;
    private final Duration limit;
    private final HttpClient http;
    private Duration loading = LOADING;

    /** Asks with the credentials of this wire; its limit is that of connecting and of the head. */
    public LongPoll(Wire wire) {
        this.wire = wire;
        this.limit = wire.limit().isPositive() ? wire.limit() : FOR_EVER;
        this.http =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .proxy(HttpClient.Builder.NO_PROXY)
                        .connectTimeout(this.limit)
                        .build();
    }

    /** Asks this endpoint. */
    public Opened ask(String endpoint, Request request) throws NoReply, InterruptedException {
        var url = URI.create(endpoint + request.path());
        var asked = HttpRequest.newBuilder(url).method(request.method().name(), body(request));
        if (!request.type().isEmpty()) asked.header("Content-Type", request.type());
        wire.authorization().ifPresent(it -> asked.header("Authorization", it));
        var answer = http.sendAsync(asked.build(), BodyHandlers.ofInputStream());
        try {
            return opened(answer.get(patience().toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException _) {
            answer.cancel(true);
            throw NoReply.tooLate(endpoint);
        } catch (ExecutionException e) {
            throw noReply(url, e);
        }
    }

    /** That of the member, and at first what we need ourselves. */
    private Duration patience() {
        var patience = limit.plus(loading);
        loading = Duration.ZERO;
        return patience;
    }

    private static BodyPublisher body(Request request) {
        return request.body().isEmpty()
                ? BodyPublishers.noBody()
                : BodyPublishers.ofString(request.body());
    }

    private static NoReply noReply(URI url, ExecutionException e) {
        return switch (e.getCause()) {
            case ConnectException refused -> NoReply.notConnected(url, refused);
            case HttpConnectTimeoutException late -> NoReply.notConnected(url, late);
            case IOException _ -> NoReply.cutOff();
            case null, default -> throw new IllegalStateException(e);
        };
    }

    private static Opened opened(HttpResponse<InputStream> answer) {
        long index = answer.headers().firstValueAsLong("X-Etcd-Index").orElse(0);
        return new Opened(answer.statusCode(), index, answer.body());
    }
}
