package turtlelab.labctl.bench;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Clients of the v2 API, each of which writes or reads one key after the other. */
record V2Keys(int clients, boolean writing) implements Work {

    private static final Duration CALL_LIMIT = Duration.ofSeconds(10);
    private static final String VALUE = "value=" + "turtle..".repeat(32);

    @Override
    public String name() {
        return "v2 %s, %d clients".formatted(writing ? "set" : "get", clients);
    }

    @Override
    public Measured run(List<String> urls, Duration length) throws InterruptedException {
        try (var http =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .connectTimeout(CALL_LIMIT)
                        .build()) {
            var run = new Run(http, urls, length);
            for (int i = 0; i < clients; i++) {
                run.next();
            }
            return run.measured();
        }
    }

    private final class Run {

        private final HttpClient http;
        private final List<String> urls;
        private final long lengthNanos;
        private final long start = System.nanoTime();
        private final Latencies latencies = new Latencies();
        private final AtomicLong asked = new AtomicLong();
        private final AtomicLong errors = new AtomicLong();
        private final CountDownLatch done = new CountDownLatch(clients);

        Run(HttpClient http, List<String> urls, Duration length) {
            this.http = http;
            this.urls = urls;
            this.lengthNanos = length.toNanos();
        }

        void next() {
            long sent = System.nanoTime();
            if (sent - start >= lengthNanos) {
                done.countDown();
                return;
            }
            var _ =
                    http.sendAsync(request(asked.getAndIncrement()), BodyHandlers.discarding())
                            .handle(
                                    (answer, failure) -> {
                                        if (failure == null && isGood(answer)) {
                                            latencies.add(System.nanoTime() - sent);
                                        } else {
                                            errors.incrementAndGet();
                                        }
                                        next();
                                        return null;
                                    });
        }

        private boolean isGood(HttpResponse<?> answer) {
            return answer.statusCode() < 300 || (!writing && answer.statusCode() == 404);
        }

        private HttpRequest request(long n) {
            var url = urls.get((int) (n % urls.size()));
            var key = URI.create("%s/v2/keys/bench/%08d".formatted(url, n % Load.KEYS));
            var request = HttpRequest.newBuilder(key).timeout(CALL_LIMIT);
            return writing
                    ? request.header("Content-Type", "application/x-www-form-urlencoded")
                            .PUT(BodyPublishers.ofString(VALUE))
                            .build()
                    : request.GET().build();
        }

        Measured measured() throws InterruptedException {
            var patience = lengthNanos + CALL_LIMIT.toNanos();
            if (!done.await(patience, TimeUnit.NANOSECONDS)) {
                errors.incrementAndGet();
            }
            double seconds = (System.nanoTime() - start) / 1e9;
            return new Measured(
                    latencies.count() / seconds,
                    latencies.quantile(0.5),
                    latencies.quantile(0.99),
                    errors.get());
        }
    }
}
