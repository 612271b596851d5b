package turtlelab.join.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import turtlelab.join.base.Http;
import turtlelab.join.base.Json;

/** What a member's peer port tells anybody who asks: that it lives, and who the members are. */
public record PeerPort(String url, Duration limit) {
    /** The members as this one knows them; empty when it does not answer or is not one. */
    public Optional<List<Member>> members() {
        try {
            var reply = PlainText.send(Http.Request.get(url + "/members"), limit);
            return reply.status() == 200
                    ? Optional.of(read(Json.read(reply.body())))
                    : Optional.empty();
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    /** Where clients reach the members, as far as they have published it and this one knows. */
    public List<String> clientUrls() {
        return members().stream()
                .flatMap(List::stream)
                .flatMap(member -> member.clientUrls().stream())
                .distinct()
                .toList();
    }

    /** The cluster that it belongs to, which it knows before there is a leader. */
    public String clusterId() throws IOException {
        var reply = PlainText.send(Http.Request.get(url + "/members"), limit);
        if (reply.clusterId().isEmpty()) {
            throw new IOException("status " + reply.status() + " and no cluster ID");
        }
        return reply.clusterId();
    }

    /** Throws with the reason when nobody listens there. */
    public void probe() throws IOException {
        var reply = PlainText.send(Http.Request.get(url + "/raft/probing"), limit);
        if (reply.status() != 200) {
            throw new IOException("status " + reply.status());
        }
    }

    private static List<Member> read(JsonNode members) {
        return StreamSupport.stream(members.spliterator(), false).map(PeerPort::member).toList();
    }

    private static Member member(JsonNode json) {
        return new Member(
                Long.parseUnsignedLong(json.path("id").asText("0")),
                json.path("name").asText(),
                Json.texts(json.path("peerURLs")),
                Json.texts(json.path("clientURLs")),
                json.path("isLearner").asBoolean());
    }
}
