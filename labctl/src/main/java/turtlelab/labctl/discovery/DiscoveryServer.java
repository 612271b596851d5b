package turtlelab.labctl.discovery;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import turtlelab.labctl.exec.LabFailure;
import turtlelab.labctl.exec.Time;

/**
 * The discovery service on its port. Can be made slow, failing or stale, to see what nodes make of
 * it. Each request has a virtual thread of its own.
 */
public final class DiscoveryServer implements AutoCloseable {
    private static final int BACKLOG = 256;

    private final HttpServer server;
    private final ExecutorService threads;
    private final String url;

    private DiscoveryServer(HttpServer server, ExecutorService threads, String url) {
        this.server = server;
        this.threads = threads;
        this.url = url;
    }

    /**
     * What the service does wrong on purpose.
     *
     * @param delay before every answer
     * @param failEvery every so manyth request fails with status 500; 0 for none
     */
    public record Faults(Duration delay, int failEvery) {
        public static final Faults NONE = new Faults(Duration.ZERO, 0);
    }

    /**
     * Opens the port.
     *
     * @param advertised what new tokens begin with; empty for the address it listens on
     */
    public static DiscoveryServer open(
            InetSocketAddress address, String advertised, Tokens tokens, Faults faults, Time time) {
        HttpServer server;
        try {
            server = HttpServer.create(address, BACKLOG);
        } catch (IOException e) {
            throw new LabFailure(
                    LabFailure.Kind.UNAVAILABLE,
                    "cannot listen on %s:%d (%s): choose another address by --listen"
                            .formatted(address.getHostString(), address.getPort(), e.getMessage()),
                    e);
        }
        var bound = server.getAddress();
        var host = address.getHostString();
        var url =
                advertised.isEmpty()
                        ? "http://%s:%d"
                                .formatted(
                                        host.contains(":") ? "[" + host + "]" : host,
                                        bound.getPort())
                        : advertised.replaceAll("/+$", "");
        var threads = Executors.newVirtualThreadPerTaskExecutor();
        server.setExecutor(threads);
        var requests = new DiscoveryRequests(tokens, url);
        var number = new AtomicLong();
        server.createContext(
                "/", exchange -> serve(exchange, requests, faults, number.incrementAndGet(), time));
        server.start();
        return new DiscoveryServer(server, threads, url);
    }

    /** What tokens begin with. */
    public String url() {
        return url;
    }

    private static void serve(
            HttpExchange exchange,
            DiscoveryRequests requests,
            Faults faults,
            long number,
            Time time)
            throws IOException {
        try (exchange) {
            if (faults.delay().isPositive()) {
                time.pause(faults.delay());
            }
            var answer =
                    faults.failEvery() > 0 && number % faults.failEvery() == 0
                            ? DiscoveryRequests.Answer.text(500, "fails on purpose\n")
                            : requests.answer(exchange);
            send(exchange, answer);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt(); // The service ends; so does the connection.
        }
    }

    private static void send(HttpExchange exchange, DiscoveryRequests.Answer answer)
            throws IOException {
        var headers = exchange.getResponseHeaders();
        headers.set("Content-Type", answer.type());
        headers.set("X-Etcd-Index", String.valueOf(answer.index()));
        var body = answer.body().getBytes(UTF_8);
        boolean isHead = exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(
                answer.status(), isHead || body.length == 0 ? -1 : body.length);
        if (!isHead && body.length > 0) {
            exchange.getResponseBody().write(body);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
