package turtlelab.labctl.ctl.v3.check;

import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.regex.Pattern;
import turtlelab.labctl.ctl.flag.CtlFailure;
import turtlelab.labctl.ctl.v3.Failures;

/** The memory that a node's process takes, by its own metrics. */
record ResidentMemory(PrintStream out) {

    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final Pattern FIGURE =
            Pattern.compile("(?m)^process_resident_memory_bytes ([\\d.eE+]+)$");

    /**
     * Bytes.
     *
     * @param when is said when they cannot be read
     */
    double of(String endpoint, String when) {
        var url = (endpoint.contains("://") ? endpoint : "http://" + endpoint) + "/metrics";
        var request = HttpRequest.newBuilder(URI.create(url)).timeout(LIMIT).build();
        try (var client = HttpClient.newHttpClient()) {
            var figure = FIGURE.matcher(client.send(request, BodyHandlers.ofString()).body());
            if (figure.find()) return Double.parseDouble(figure.group(1));
        } catch (IOException e) {
            out.println("fetch error: " + e.getMessage());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        out.println(
                "FAIL: Could not read process_resident_memory_bytes %s the put operations."
                        .formatted(when));
        throw new CtlFailure(Failures.FAILED, "");
    }
}
