package turtlelab.node.peer.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import turtlelab.node.base.MemberId;
import turtlelab.node.state.MemberTable.MemberInfo;

/** The member list of the peer port: an array with unsigned numbers as identities, as in etcd. */
final class MembersJson {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private MembersJson() {}

    static String write(List<MemberInfo> members) {
        var array = NODES.arrayNode();
        for (var member : members) {
            var object = array.addObject();
            object.put("id", new BigInteger(Long.toUnsignedString(member.id().value())));
            member.peerUrls().forEach(object.putArray("peerURLs")::add);
            if (member.learner()) {
                object.put("isLearner", true);
            }
            if (member.started()) {
                object.put("name", member.name());
            }
            if (!member.clientUrls().isEmpty()) {
                member.clientUrls().forEach(object.putArray("clientURLs")::add);
            }
        }
        return array.toString();
    }

    /** The members; empty when the text is no such list. */
    static Optional<List<MemberInfo>> read(String text) {
        try {
            var array = JSON.readTree(text);
            if (array == null || !array.isArray() || array.isEmpty()) {
                return Optional.empty();
            }
            var members = new ArrayList<MemberInfo>();
            for (var member : array) {
                members.add(member(member));
            }
            return Optional.of(members);
        } catch (JsonProcessingException _) {
            return Optional.empty();
        }
    }

    private static MemberInfo member(JsonNode member) {
        return new MemberInfo(
                new MemberId(member.path("id").bigIntegerValue().longValue()),
                member.path("name").asText(""),
                texts(member.path("peerURLs")),
                texts(member.path("clientURLs")),
                member.path("isLearner").asBoolean(false));
    }

    private static List<String> texts(JsonNode array) {
        var texts = new ArrayList<String>();
        array.forEach(text -> texts.add(text.asText()));
        return texts;
    }
}
