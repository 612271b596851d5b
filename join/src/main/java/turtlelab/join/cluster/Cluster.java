package turtlelab.join.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;
import turtlelab.join.base.Http;
import turtlelab.join.base.Json;
import turtlelab.join.base.Reason;

/**
 * A cluster behind its client URLs, through etcd's v3 JSON gateway. Reads ask one URL after the
 * other; a change goes to the next only while it cannot have been done. A learner does nothing for
 * clients, so the next one is asked then.
 */
public final class Cluster {
    private final List<String> clientUrls;
    private final Duration limit;

    /**
     * A cluster.
     *
     * @param limit of each answer
     */
    public Cluster(List<String> clientUrls, Duration limit) {
        this.clientUrls = List.copyOf(clientUrls);
        this.limit = limit;
    }

    public List<String> clientUrls() {
        return clientUrls;
    }

    /** A change that was made: the member it was about, and all members afterwards. */
    public record Changed(Member member, List<Member> members) {}

    /** What a member says of itself. */
    public record Status(long cluster, long member, long leader, long term, boolean learner) {}

    /** All members, as the first URL that answers knows them. */
    public List<Member> members() throws IOException, ClusterRefused {
        return members(ask("/v3/cluster/member/list", Map.of(), true));
    }

    public Changed add(List<String> peerUrls, boolean learner) throws IOException, ClusterRefused {
        var body = new LinkedHashMap<String, Object>();
        body.put("peerURLs", peerUrls);
        body.put("isLearner", learner);
        var answer = ask("/v3/cluster/member/add", body, false);
        return new Changed(member(answer.path("member")), members(answer));
    }

    public List<Member> remove(long id) throws IOException, ClusterRefused {
        return members(change("remove", Map.of("ID", Long.toUnsignedString(id))));
    }

    public List<Member> update(long id, List<String> peerUrls) throws IOException, ClusterRefused {
        return members(
                change("update", Map.of("ID", Long.toUnsignedString(id), "peerURLs", peerUrls)));
    }

    public List<Member> promote(long id) throws IOException, ClusterRefused {
        return members(change("promote", Map.of("ID", Long.toUnsignedString(id))));
    }

    private JsonNode change(String verb, Map<String, ?> body) throws IOException, ClusterRefused {
        return ask("/v3/cluster/member/" + verb, body, false);
    }

    /** What the member behind the first URL that answers says of itself. */
    public Status status() throws IOException, ClusterRefused {
        var answer = ask("/v3/maintenance/status", Map.of(), true);
        return new Status(
                id(answer.path("header").path("cluster_id")),
                id(answer.path("header").path("member_id")),
                id(answer.path("leader")),
                answer.path("raftTerm").asLong(),
                answer.path("isLearner").asBoolean());
    }

    /**
     * Which members the one behind the first URL sees as connected or not, where it tells: etcd's
     * gauge {@code etcd_network_active_peers}.
     */
    public Map<Long, Boolean> peersSeen() {
        try {
            var reply = PlainText.send(Http.Request.get(clientUrls.getFirst() + "/metrics"), limit);
            return reply.status() == 200 ? ActivePeers.read(reply.body()) : Map.of();
        } catch (IOException _) {
            return Map.of();
        }
    }

    /** Calls any other path of the gateway, for what may be done twice. */
    public JsonNode call(String path, Map<String, ?> body) throws IOException, ClusterRefused {
        return ask(path, body, true);
    }

    private JsonNode ask(String path, Map<String, ?> body, boolean repeatable)
            throws IOException, ClusterRefused {
        var failures = new ArrayList<String>();
        var learner = Optional.<ClusterRefused>empty();
        for (var url : clientUrls) {
            try {
                return read(
                        PlainText.send(Http.Request.postJson(url + path, Json.write(body)), limit));
            } catch (IOException e) {
                failures.add(url + ": " + Reason.of(e));
                if (!repeatable && mayHaveBeenDone(e)) {
                    break;
                }
            } catch (ClusterRefused e) {
                if (!e.isOfLearner()) {
                    throw e;
                }
                learner = Optional.of(e);
            }
        }
        if (learner.isPresent() && failures.isEmpty()) {
            throw learner.get();
        }
        throw new IOException(String.join("; ", failures));
    }

    private static boolean mayHaveBeenDone(IOException failure) {
        return !(failure instanceof ConnectException || failure instanceof PlainText.NotTried);
    }

    private static JsonNode read(Http.Reply reply) throws ClusterRefused {
        var answer = Json.read(reply.body());
        if (reply.status() != 200) {
            var text = answer.path("message").asText(answer.path("error").asText(reply.body()));
            throw new ClusterRefused(text.isBlank() ? "status " + reply.status() : text.strip());
        }
        return answer;
    }

    private static List<Member> members(JsonNode answer) {
        return StreamSupport.stream(answer.path("members").spliterator(), false)
                .map(Cluster::member)
                .toList();
    }

    private static Member member(JsonNode json) {
        return new Member(
                id(json.path("ID")),
                json.path("name").asText(),
                Json.texts(json.path("peerURLs")),
                Json.texts(json.path("clientURLs")),
                json.path("isLearner").asBoolean());
    }

    private static long id(JsonNode number) {
        return Optional.of(number.asText())
                .filter(text -> text.matches("\\d{1,20}"))
                .map(Long::parseUnsignedLong)
                .orElse(0L);
    }
}
