package turtlelab.labctl.ctl.v2.call;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import turtlelab.labctl.client.Member;
import turtlelab.labctl.client.Whereabouts;
import turtlelab.labctl.ctl.wire.Answered;
import turtlelab.labctl.ctl.wire.Json;
import turtlelab.labctl.ctl.wire.LongPoll;
import turtlelab.labctl.ctl.wire.NoReply;
import turtlelab.labctl.ctl.wire.Opened;
import turtlelab.labctl.ctl.wire.Reply;
import turtlelab.labctl.ctl.wire.Request;
import turtlelab.labctl.ctl.wire.Wire;
import turtlelab.labctl.exec.Deadline;

/**
 * A cluster behind several endpoints: asks one after the other until one can answer, and goes on
 * with that one. When none of them answers it is asked where the members are now.
 */
public final class Cluster {

    private static final int OK = 200;
    private static final int INTERNAL_ERROR = 500;
    private static final int UNAVAILABLE = 503;

    private static final Comparator<Member> BY_ID =
            Comparator.comparingInt((Member it) -> it.id().length()).thenComparing(Member::id);

    private final Wire wire;
    private final Optional<Deadline> deadline;
    private final Consumer<String> debug;
    private Whereabouts whereabouts;
    private int first;
    private Optional<LongPoll> longPoll = Optional.empty();

    /**
     * A cluster.
     *
     * @param whereabouts URLs without a path
     * @param deadline of all that is asked, watches excepted
     * @param debug is told each request as a command line
     */
    Cluster(
            Wire wire,
            Whereabouts whereabouts,
            Optional<Deadline> deadline,
            Consumer<String> debug) {
        this.wire = wire;
        this.whereabouts = whereabouts;
        this.deadline = deadline;
        this.debug = debug;
    }

    public List<String> endpoints() {
        return whereabouts.known();
    }

    /** Goes on with all client URLs that the members publish. */
    void sync() throws NoCluster {
        var published = members().stream().flatMap(it -> it.clientUrls().stream()).toList();
        if (!published.isEmpty()) {
            first = Math.max(0, published.indexOf(endpoints().get(first)));
            whereabouts = new Whereabouts(published, whereabouts.anew());
        }
    }

    /** The members by ascending ID. */
    public List<Member> members() throws NoCluster {
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

    public static Member member(Json json) {
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
    public Reply ask(Request request) throws NoCluster {
        return untilOneAnswers(request, it -> InTime.ask(wire, it, request, deadline));
    }

    /**
     * Asks until a member begins to answer: the rest of the answer comes when something happens. No
     * deadline holds here.
     */
    public Opened watch(Request request) throws NoCluster, InterruptedException {
        var poll = longPoll.orElseGet(() -> new LongPoll(wire));
        longPoll = Optional.of(poll);
        return untilOneAnswers(request, it -> poll.ask(it, request));
    }

    /** A way to ask one endpoint. */
    private interface Asking<T extends Answered, X extends Exception> {
        T ask(String endpoint) throws NoReply, NoCluster, X;
    }

    private <T extends Answered, X extends Exception> T untilOneAnswers(
            Request request, Asking<T, X> asking) throws NoCluster, X {
        var failures = new ArrayList<String>();
        var answer = one(request, asking, failures);
        if (answer.isEmpty() && isToldOfOthers()) {
            answer = one(request, asking, failures);
        }
        return answer.orElseThrow(() -> NoCluster.of(failures));
    }

    /** Whether members live where nobody has been asked yet. */
    private boolean isToldOfOthers() {
        var before = endpoints();
        whereabouts = whereabouts.again();
        first = 0;
        return !before.containsAll(endpoints());
    }

    private <T extends Answered, X extends Exception> Optional<T> one(
            Request request, Asking<T, X> asking, List<String> failures) throws NoCluster, X {
        var endpoints = endpoints();
        for (int i = 0; i < endpoints.size(); i++) {
            int place = (first + i) % endpoints.size();
            var endpoint = endpoints.get(place);
            debug.accept("cURL Command: " + request.asCurl(endpoint));
            try {
                var answer = asking.ask(endpoint);
                if (!answer.isServerFailure()) {
                    first = place;
                    return Optional.of(answer);
                }
                failures.add(serverFailure(endpoint, answer.status()));
                if (answer.status() != UNAVAILABLE && !request.mayBeRepeated()) {
                    throw NoCluster.of(failures);
                }
            } catch (NoReply e) {
                failures.add(e.text());
                if (e.wasSent() && !request.mayBeRepeated()) throw NoCluster.of(failures);
            }
        }
        return Optional.empty();
    }

    private static String serverFailure(String endpoint, int status) {
        return switch (status) {
            case INTERNAL_ERROR, UNAVAILABLE ->
                    "client: etcd member " + endpoint + " has no leader";
            default ->
                    "client: etcd member %s returns server error [%d]".formatted(endpoint, status);
        };
    }

    /** Asks one endpoint and no other. */
    public Reply askOnly(String endpoint, Request request) throws NoReply {
        return wire.ask(endpoint, request);
    }

    /** What an answer that is no JSON most likely means. */
    public String explainNoJson() {
        return "client: response is invalid json."
                + " The endpoint is probably not valid etcd cluster endpoint"
                + portHint();
    }

    private String portHint() {
        return endpoints().stream().anyMatch(it -> it.endsWith(":2380"))
                ? "\nhint: 2380 is the members' own port; clients use 2379"
                : "";
    }
}
