package turtlelab.labctl.dns.provider;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import turtlelab.labctl.exec.LabFailure;
import turtlelab.labctl.exec.Time;

/**
 * Calls of a cloud's DNS API in Cloudflare's shape: JSON in, JSON with {@code success} out. When it
 * says "too many requests", asks again a little later.
 */
final class CloudApi {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final int TRIES = 5;
    private static final int TOO_MANY_REQUESTS = 429;

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final String base;
    private final Credentials credentials;
    private final Time time;

    /** Who asks. The key is sent and never told. */
    record Credentials(String email, String key) {
        @Override
        public String toString() {
            return email;
        }
    }

    /**
     * An API.
     *
     * @param base such as {@code https://api.cloudflare.com/client/v4}
     */
    CloudApi(String base, Credentials credentials, Time time) {
        this.base = base.replaceAll("/+$", "");
        this.credentials = credentials;
        this.time = time;
    }

    JsonNode get(String path) {
        return call("GET", path, null);
    }

    JsonNode post(String path, Map<String, ?> body) {
        return call("POST", path, body);
    }

    JsonNode put(String path, Map<String, ?> body) {
        return call("PUT", path, body);
    }

    JsonNode delete(String path) {
        return call("DELETE", path, null);
    }

    /** The {@code result} of a successful call. */
    private JsonNode call(String method, String path, @Nullable Map<String, ?> body) {
        var request =
                HttpRequest.newBuilder(URI.create(base + path))
                        .timeout(LIMIT)
                        .header("X-Auth-Email", credentials.email())
                        .header("X-Auth-Key", credentials.key())
                        .header("Content-Type", "application/json")
                        .method(
                                method,
                                body == null
                                        ? BodyPublishers.noBody()
                                        : BodyPublishers.ofString(
                                                JSON.valueToTree(body).toString()))
                        .build();
        try {
            for (int tries = 1; ; tries++) {
                var response = http.send(request, BodyHandlers.ofString());
                if (response.statusCode() != TOO_MANY_REQUESTS || tries == TRIES) {
                    return result(method + " " + path, read(response.body()));
                }
                time.pause(PAUSE.multipliedBy(tries));
            }
        } catch (IOException e) {
            throw new LabFailure(
                    LabFailure.Kind.UNAVAILABLE,
                    "the DNS API at %s cannot be reached: %s".formatted(base, e.getMessage()),
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LabFailure(LabFailure.Kind.UNAVAILABLE, "interrupted", e);
        }
    }

    private static JsonNode result(String call, JsonNode answer) {
        if (!answer.path("success").asBoolean()) {
            throw new LabFailure(
                    LabFailure.Kind.UNAVAILABLE,
                    "the DNS API refuses %s: %s".formatted(call, answer.path("errors").toString()));
        }
        return answer.path("result");
    }

    private static JsonNode read(String body) {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException _) {
            return MissingNode.getInstance();
        }
    }
}
