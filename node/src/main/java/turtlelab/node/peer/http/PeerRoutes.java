package turtlelab.node.peer.http;

import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.util.List;
import java.util.Optional;
import turtlelab.node.base.MemberId;
import turtlelab.node.base.Time;
import turtlelab.node.lease.Lessor;
import turtlelab.node.member.Members;
import turtlelab.node.member.Members.Answer;
import turtlelab.node.replica.Replica;
import turtlelab.node.state.KvHash;

/** The HTTP side of the peer port: what members ask each other outside of the Raft stream. */
public final class PeerRoutes {
    private static final String SERVER = "3.4.23";

    private final Replica replica;
    private final Members members;
    private final Lessor lessor;
    private final Time time;

    public PeerRoutes(Replica replica, Members members, Lessor lessor, Time time) {
        this.replica = replica;
        this.members = members;
        this.lessor = lessor;
        this.time = time;
    }

    /** Adds the routes to a server that has none. */
    public void addTo(JavalinConfig config) {
        var routes = config.routes;
        routes.get("/members", this::list);
        routes.post("/members/promote/{id}", this::promote);
        routes.get("/members/hashkv", this::hash);
        routes.post("/leases", this::keepAlive);
        routes.post("/leases/internal", this::timeToLive);
        routes.get("/version", this::version);
        routes.get("/health", this::health);
        routes.get("/raft/probing", this::probing);
        for (var path : List.of("/members", "/version", "/health")) {
            routes.addHttpHandler(HandlerType.POST, path, PeerRoutes::notAllowed);
        }
        routes.error(404, request -> request.result("404 page not found\n"));
    }

    private void list(Context request) {
        request.header("X-Etcd-Cluster-Id", clusterId())
                .contentType("application/json")
                .result(MembersJson.write(members.list().list()) + "\n");
    }

    private void hash(Context request) {
        var asked = request.queryParam("revision");
        if (asked == null || !asked.matches("\\d{1,18}")) {
            request.status(400).result("a revision is needed\n");
            return;
        }
        request.future(
                () ->
                        replica.upkeep()
                                .kvHash(Long.parseLong(asked))
                                .thenAccept(answer -> tell(request, answer)));
    }

    private static void tell(Context request, KvHash answer) {
        switch (answer) {
            case KvHash.Hashed hash ->
                    request.contentType("application/json").result(HashJson.write(hash) + "\n");
            case KvHash.Refused(var rejection) -> request.status(400).result(rejection + "\n");
        }
    }

    private void version(Context request) {
        request.contentType("application/json")
                .result(
                        "{\"etcdserver\":\"%s\",\"etcdcluster\":\"%s\"}"
                                .formatted(SERVER, replica.state().clusterVersion()));
    }

    private void health(Context request) {
        var healthy = replica.status().hasLeader();
        request.status(healthy ? 200 : 503).result("{\"health\":\"" + healthy + "\"}\n");
    }

    private void probing(Context request) {
        request.result("{\"OK\":true,\"Now\":\"" + time.now() + "\"}\n");
    }

    private void promote(Context request) {
        var text = request.pathParam("id");
        MemberId id;
        try {
            id = new MemberId(Long.parseUnsignedLong(text));
        } catch (NumberFormatException _) {
            request.status(404).result("member " + text + " not found in cluster\n");
            return;
        }
        request.header("X-Etcd-Cluster-Id", clusterId());
        request.future(() -> members.promote(id).thenAccept(answer -> tell(request, answer)));
    }

    private void keepAlive(Context request) {
        var ids = LeaseText.readIds(request.body());
        if (ids.isEmpty()) {
            request.status(400).result("error unmarshalling request\n");
            return;
        }
        request.future(
                () ->
                        lessor.keepAliveAsLeader(ids.get())
                                .thenAccept(
                                        answers -> tell(request, answers.map(LeaseText::answers))));
    }

    private void timeToLive(Context request) {
        var question = LeaseText.readQuestion(request.body());
        if (question.isEmpty()) {
            request.status(400).result("error unmarshalling request\n");
            return;
        }
        request.future(
                () ->
                        lessor.timeToLiveAsLeader(question.get())
                                .thenAccept(
                                        answers ->
                                                tell(
                                                        request,
                                                        answers.map(List::getFirst)
                                                                .map(LeaseText::answer))));
    }

    private static void tell(Context request, Optional<String> answer) {
        if (answer.isPresent()) {
            request.result(answer.get());
        } else {
            request.status(503).result("etcdserver: not leader\n");
        }
    }

    private void tell(Context request, Answer answer) {
        switch (answer) {
            case Answer.Changed _ -> list(request);
            case Answer.Refused(var rejection, _) -> {
                var wire = PromotionTexts.of(rejection);
                request.status(wire.status()).result(wire.text() + "\n");
            }
            case Answer.RemovedForEver _ -> request.status(404).result("membership: ID removed\n");
            case Answer.Failed _ -> request.status(503).result("etcdserver: request timed out\n");
        }
    }

    private static void notAllowed(Context request) {
        request.status(405).header("Allow", "GET").result("Method Not Allowed\n");
    }

    private String clusterId() {
        return "%016x".formatted(replica.clusterId().value());
    }
}
