package turtlelab.features.abilities;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import net.serenitybdd.screenplay.Ability;
import net.serenitybdd.screenplay.Actor;
import turtlelab.features.stage.Patience;
import turtlelab.features.stage.Stage;
import turtlelab.labctl.driver.NodeSpec;
import turtlelab.labctl.lab.Urls;

/** A client in the language of etcd's v2 API, who remembers what he was told at last. */
public final class SpeakV2 implements Ability {

    private static final Duration LIMIT = Patience.ofSeconds(20);
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Stage stage;
    private String told = "";
    private Optional<CompletableFuture<String>> waiting = Optional.empty();

    public SpeakV2(Stage stage) {
        this.stage = stage;
    }

    public static SpeakV2 as(Actor actor) {
        return actor.abilityTo(SpeakV2.class);
    }

    /** What the last request came to: {@code done}, or what was wrong with it. */
    public String told() {
        return told;
    }

    /** Asks a turtle; the answer is the whole JSON. */
    public JsonNode ask(NodeSpec turtle, String method, String key, String form) {
        try {
            var answer = HTTP.send(request(turtle, method, key, form), BodyHandlers.ofString());
            var json = parse(answer.body());
            told = json.path("message").asText("done");
            return json;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Begins to wait at a turtle; returns when the turtle has begun to answer. */
    public void await(NodeSpec turtle, String key, String more) {
        var request = request(turtle, "GET", key, "wait=true" + more);
        var begun = HTTP.sendAsync(request, BodyHandlers.ofInputStream()).join();
        waiting = Optional.of(CompletableFuture.supplyAsync(() -> whole(begun.body())));
    }

    /** The value that was waited for; within a time. */
    public String heard(Duration limit) {
        var event = waiting.orElseThrow().orTimeout(limit.toMillis(), MILLISECONDS).join();
        return parse(event).path("node").path("value").asText();
    }

    private HttpRequest request(NodeSpec turtle, String method, String key, String form) {
        var live = stage.lab().live();
        var url = Urls.of(live.lab(), live.driver(), turtle).client() + "/v2/keys" + key;
        boolean inBody = method.equals("PUT") || method.equals("POST");
        return HttpRequest.newBuilder(URI.create(inBody ? url : url + "?" + form))
                .timeout(LIMIT)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .method(method, inBody ? BodyPublishers.ofString(form) : BodyPublishers.noBody())
                .build();
    }

    /** A parameter of a form. */
    public static String parameter(String name, String value) {
        return name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    private static String whole(InputStream body) {
        try (body) {
            return new String(body.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode parse(String body) {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException e) {
            throw new AssertionError("no JSON: " + body, e);
        }
    }

    @Override
    public String toString() {
        return "speak the v2 API";
    }
}
