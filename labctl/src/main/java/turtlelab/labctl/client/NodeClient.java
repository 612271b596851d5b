package turtlelab.labctl.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.StreamSupport;

/**
 * Asks one node over HTTP, within a time limit and without trying another node. Understands turtled
 * and etcd 3.4 alike. Safe for use by many threads.
 */
public final class NodeClient {

    private static final JsonMapper JSON = new JsonMapper();
    private static final int OK = 200;
    private static final int CREATED = 201;
    private static final int NO_CONTENT = 204;

    private final HttpClient http;
    private final String url;
    private final Duration limit;

    /**
     * A client of the node with this client URL.
     *
     * @param http shared by all clients of a program; see {@link #transport}
     * @param limit of each answer
     */
    public NodeClient(HttpClient http, String url, Duration limit) {
        this.http = http;
        this.url = url;
        this.limit = limit;
    }

    /** What clients speak through: HTTP/1.1, and never through a proxy. */
    public static HttpClient transport() {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .proxy(HttpClient.Builder.NO_PROXY)
                .connectTimeout(Duration.ofSeconds(2))
                .build();
    }

    public String url() {
        return url;
    }

    /** Whether the node can serve a linearizable read, by its own word ({@code /health}). */
    public Answer<Boolean> health() {
        return ask(request("/health").GET(), this::health);
    }

    private Answer<Boolean> health(HttpResponse<String> response) {
        boolean healthy = read(response.body()).path("health").asBoolean(false);
        return healthy
                ? new Answer.Given<>(true)
                : new Answer.Missing<>("it says it is not healthy: " + response.body().strip());
    }

    /** Its role, term and indexes. */
    public Answer<NodeStatus> status() {
        var body = BodyPublishers.ofString("{}");
        return ask(request("/v3/maintenance/status").POST(body), expecting(OK, NodeClient::status));
    }

    /** The cluster's members as this node knows them, by ascending ID. */
    public Answer<List<Member>> members() {
        return ask(request("/v2/members").GET(), expecting(OK, NodeClient::members));
    }

    /** Adds a voting member with this peer URL; the cluster counts it from now on. */
    public Answer<Member> addMember(String peerUrl) {
        var body = JSON.valueToTree(Map.of("peerURLs", List.of(peerUrl))).toString();
        var request =
                request("/v2/members")
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(body));
        return ask(request, expecting(CREATED, NodeClient::member));
    }

    /** Adds a member without a vote: the cluster's quorum stays as it is. */
    public Answer<Member> addLearner(String peerUrl) {
        return call(
                "/v3/cluster/member/add",
                Map.of("peerURLs", List.of(peerUrl), "isLearner", true),
                json -> v3Member(json.path("member")));
    }

    /** Gives a learner its vote; refused until it has caught up. */
    public Answer<Boolean> promoteMember(String id) {
        var number = Long.toUnsignedString(Long.parseUnsignedLong(id, 16));
        return call("/v3/cluster/member/promote", Map.of("ID", number), _ -> true);
    }

    /** The members without a vote. */
    public Answer<List<Member>> learners() {
        return call(
                "/v3/cluster/member/list",
                Map.of(),
                json ->
                        StreamSupport.stream(json.path("members").spliterator(), false)
                                .filter(it -> it.path("isLearner").asBoolean(false))
                                .map(NodeClient::v3Member)
                                .toList());
    }

    /** Takes a member out of the cluster for ever. */
    public Answer<Boolean> removeMember(String id) {
        return ask(request("/v2/members/" + id).DELETE(), expecting(NO_CONTENT, _ -> true));
    }

    /** Calls the v3 JSON gateway. */
    <T> Answer<T> call(String path, Map<String, ?> body, Function<JsonNode, T> reader) {
        var request =
                request(path).POST(BodyPublishers.ofString(JSON.valueToTree(body).toString()));
        return ask(request, expecting(OK, reader));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(url + path)).timeout(limit);
    }

    private <T> Answer<T> ask(
            HttpRequest.Builder request, Function<HttpResponse<String>, Answer<T>> reader) {
        try {
            return reader.apply(http.send(request.build(), BodyHandlers.ofString()));
        } catch (ConnectException _) {
            return new Answer.Missing<>("connection to " + url + " refused");
        } catch (HttpTimeoutException _) {
            return new Answer.Missing<>(
                    "no answer from %s within %.1f s".formatted(url, limit.toMillis() / 1000.0));
        } catch (IOException e) {
            return new Answer.Missing<>(url + ": " + e.getMessage());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return new Answer.Missing<>("interrupted");
        }
    }

    private <T> Function<HttpResponse<String>, Answer<T>> expecting(
            int code, Function<JsonNode, T> reader) {
        return response ->
                response.statusCode() == code
                        ? new Answer.Given<>(reader.apply(read(response.body())))
                        : new Answer.Missing<>(
                                "%s answered %d: %s"
                                        .formatted(
                                                url,
                                                response.statusCode(),
                                                response.body().strip()));
    }

    private static JsonNode read(String body) {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException _) { // then it has none of the fields we look for
            return JSON.missingNode();
        }
    }

    private static NodeStatus status(JsonNode json) {
        var header = json.path("header");
        return new NodeStatus(
                number(header.path("member_id")),
                number(json.path("leader")),
                number(json.path("raftTerm")),
                number(json.path("raftIndex")),
                number(json.path("raftAppliedIndex")),
                number(header.path("revision")),
                json.path("isLearner").asBoolean(false),
                json.path("version").asText());
    }

    /** The gateway writes 64-bit numbers as text and leaves zeros out. */
    private static long number(JsonNode json) {
        return json.isMissingNode() ? 0 : Long.parseUnsignedLong(json.asText());
    }

    private static List<Member> members(JsonNode json) {
        return StreamSupport.stream(json.path("members").spliterator(), false)
                .map(NodeClient::member)
                .toList();
    }

    private static Member member(JsonNode json) {
        return new Member(
                json.path("id").asText(),
                json.path("name").asText(),
                texts(json.path("peerURLs")),
                texts(json.path("clientURLs")));
    }

    private static Member v3Member(JsonNode json) {
        return new Member(
                Long.toHexString(number(json.path("ID"))),
                json.path("name").asText(),
                texts(json.path("peerURLs")),
                texts(json.path("clientURLs")));
    }

    private static List<String> texts(JsonNode json) {
        return StreamSupport.stream(json.spliterator(), false).map(JsonNode::asText).toList();
    }
}
