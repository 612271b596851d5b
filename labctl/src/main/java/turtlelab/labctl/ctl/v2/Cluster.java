package turtlelab.labctl.ctl.v2;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import turtlelab.labctl.client.Member;
import turtlelab.labctl.ctl.wire.Json;
import turtlelab.labctl.ctl.wire.NoReply;
import turtlelab.labctl.ctl.wire.Reply;
import turtlelab.labctl.ctl.wire.Request;
import turtlelab.labctl.ctl.wire.Wire;

/** A cluster behind several endpoints: asks one after the other until one can answer. */
final class Cluster {

    private static final int OK = 200;
    private static final int INTERNAL_ERROR = 500;
    private static final int UNAVAILABLE = 503;

    private static final Comparator<Member> BY_ID =
            Comparator.comparingInt((Member it) -> it.id().length()).thenComparing(Member::id);

    private final Wire wire;
    private final Consumer<String> debug;
    private List<String> endpoints;

    /**
     * A cluster.
     *
     * @param endpoints URLs without a path
     * @param debug is told each request as a command line
     */
    Cluster(Wire wire, List<String> endpoints, Consumer<String> debug) {
        this.wire = wire;
        this.endpoints = List.copyOf(endpoints);
        this.debug = debug;
    }

    List<String> endpoints() {
        return endpoints;
    }

    /** Goes on with all client URLs that the members publish. */
    void sync() throws NoCluster {
        var published = members().stream().flatMap(it -> it.clientUrls().stream()).toList();
        if (!published.isEmpty()) {
            endpoints = published;
        }
    }

    /** The members by ascending ID. */
    List<Member> members() throws NoCluster {
        var reply = ask(Request.get("/v2/members"));
        if (reply.status() != OK) {
            throw NoCluster.unexpected(reply, portHint());
        }
        return Json.parse(reply.body()).stream()
                .flatMap(it -> it.at("members").items().stream())
                .map(Cluster::member)
                .sorted(BY_ID)
                .toList();
    }

    static Member member(Json json) {
        return new Member(
                json.at("id").text(),
                json.at("name").text(),
                json.at("peerURLs").texts(),
                json.at("clientURLs").texts());
    }

    /**
     * Asks until a member answers. A write goes to the next member only while it cannot have been
     * done.
     */
    Reply ask(Request request) throws NoCluster {
        var failures = new ArrayList<String>();
        for (var endpoint : endpoints) {
            debug.accept("cURL Command: " + request.asCurl(endpoint));
            try {
                var reply = wire.ask(endpoint, request);
                if (!reply.isServerFailure()) {
                    return reply;
                }
                failures.add(serverFailure(endpoint, reply));
                if (reply.status() != UNAVAILABLE && !request.mayBeRepeated()) break;
            } catch (NoReply e) {
                failures.add(e.text());
                if (e.wasSent() && !request.mayBeRepeated()) break;
            }
        }
        throw NoCluster.of(failures);
    }

    private static String serverFailure(String endpoint, Reply reply) {
        return switch (reply.status()) {
            case INTERNAL_ERROR, UNAVAILABLE ->
                    "client: etcd member " + endpoint + " has no leader";
            default ->
                    "client: etcd member %s returns server error [%d]"
                            .formatted(endpoint, reply.status());
        };
    }

    /** Asks one endpoint and no other. */
    Reply askOnly(String endpoint, Request request) throws NoReply {
        return wire.ask(endpoint, request);
    }

    /** What an answer that is no JSON most likely means. */
    String explainNoJson() {
        return "client: response is invalid json."
                + " The endpoint is probably not valid etcd cluster endpoint"
                + portHint();
    }

    private String portHint() {
        return endpoints.stream().anyMatch(it -> it.endsWith(":2380"))
                ? "\nhint: 2380 is the members' own port; clients use 2379"
                : "";
    }
}
