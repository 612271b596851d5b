package turtlelab.node.http.v2;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The body {@code {"peerURLs":["http://host:port"]}}, read as leniently as Go does. */
sealed interface PeerUrlsBody {
    ObjectMapper JSON = new ObjectMapper();

    /** Not yet checked; empty when the body names none. */
    record Urls(List<String> urls) implements PeerUrlsBody {}

    /** {@code why} is Go's text where it has one that helps. */
    record Malformed(String why) implements PeerUrlsBody {}

    static PeerUrlsBody read(byte[] body) throws IOException {
        try {
            return of(JSON.readTree(body));
        } catch (JsonEOFException e) {
            return new Malformed("unexpected end of JSON input");
        } catch (JsonProcessingException e) {
            return new Malformed("the body is not JSON: " + e.getOriginalMessage());
        }
    }

    private static PeerUrlsBody of(JsonNode root) {
        if (root.isMissingNode()) {
            return new Malformed("unexpected end of JSON input");
        }
        if (!root.isObject()) {
            return wrong(
                    root, "value of type struct { PeerURLs []string \"json:\\\"peerURLs\\\"\" }");
        }
        var urls = new ArrayList<String>();
        for (var field : root.properties()) {
            if (field.getKey().toLowerCase(Locale.ROOT).equals("peerurls")) {
                if (!field.getValue().isArray()) {
                    return wrong(field.getValue(), "struct field .peerURLs of type []string");
                }
                for (var url : field.getValue()) {
                    if (!url.isTextual()) {
                        return wrong(url, "struct field .peerURLs of type string");
                    }
                    urls.add(url.asText());
                }
            }
        }
        return new Urls(urls);
    }

    private static Malformed wrong(JsonNode node, String wanted) {
        var kind =
                switch (node.getNodeType()) {
                    case ARRAY -> "array";
                    case BOOLEAN -> "bool";
                    case NUMBER -> "number";
                    case STRING -> "string";
                    case BINARY, MISSING, NULL, OBJECT, POJO -> "object";
                };
        return new Malformed("json: cannot unmarshal " + kind + " into Go " + wanted);
    }
}
