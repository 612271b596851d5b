package turtlelab.join.elastic;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import turtlelab.join.base.Json;
import turtlelab.join.cluster.Member;

/**
 * The HTTP face of a cluster whose members live on loopback addresses and can be killed; as far as
 * joining asks for it. Remembers every change that was made.
 */
final class FakeCluster implements AutoCloseable {
    long cluster = 0xabc;

    final Map<Long, Member> members = new TreeMap<>();
    final List<String> changes = new ArrayList<>();
    final List<Long> seenByOthers = new ArrayList<>();
    boolean leaderless;
    boolean lockIsAlive;
    private final Map<Long, List<HttpServer>> faces = new LinkedHashMap<>();
    private final int net;
    private long ids = 1;
    private long revision = 1;
    private String lock = "";
    private long lockRevision;

    FakeCluster(int net, int size) {
        this.net = net;
        for (int i = 1; i <= size; i++) {
            start(i, 2379);
        }
    }

    String peer(int number) {
        return "http://127.3.%d.%d:2380".formatted(net, number);
    }

    /** A started member that serves clients on this port. */
    void start(int number, int clientPort) {
        var client = "http://127.3.%d.%d:%d".formatted(net, number, clientPort);
        var member = new Member(ids++, "n" + number, List.of(peer(number)), List.of(client), false);
        members.put(member.id(), member);
        faces.put(
                member.id(),
                List.of(
                        serve(number, 2380, this::peerSide),
                        serve(number, clientPort, exchange -> clientSide(exchange, member))));
    }

    /** An entry that was added and never ran. */
    void addByHand(String peerUrl) {
        members.put(ids, new Member(ids, "", List.of(peerUrl), List.of(), false));
        ids++;
    }

    Member named(String name) {
        return members.values().stream()
                .filter(it -> it.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    void kill(int number) {
        faces.remove(named("n" + number).id()).forEach(face -> face.stop(0));
    }

    /** All its URLs are for TLS from now on. */
    void wantsCertificates(int number) {
        var old = named("n" + number);
        kill(number);
        var peer = old.peerUrls().getFirst().replace("http:", "https:");
        var client = old.clientUrls().getFirst().replace("http:", "https:");
        members.put(
                old.id(),
                new Member(old.id(), old.name(), List.of(peer), List.of(client), old.learner()));
    }

    /** Ends one side of a member only: 0 its peer port, 1 its client port. */
    void close(int number, int side) {
        faces.get(named("n" + number).id()).get(side).stop(0);
    }

    private HttpServer serve(int number, int port, com.sun.net.httpserver.HttpHandler handler) {
        try {
            var address = new InetSocketAddress("127.3.%d.%d".formatted(net, number), port);
            var server = HttpServer.create(address, 0);
            server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            server.createContext("/", handler);
            server.start();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private synchronized void peerSide(HttpExchange exchange) throws IOException {
        var array = JsonNodeFactory.instance.arrayNode();
        members.values().forEach(it -> array.add(json(it, "id", it.id())));
        answer(
                exchange,
                200,
                exchange.getRequestURI().getPath().equals("/members") ? array.toString() : "");
    }

    private synchronized void clientSide(HttpExchange exchange, Member self) throws IOException {
        var body = Json.read(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
        var answer = JsonNodeFactory.instance.objectNode();
        answer.putObject("header")
                .put("cluster_id", "" + cluster)
                .put("member_id", "" + self.id())
                .put("revision", "" + ++revision);
        switch (exchange.getRequestURI().getPath()) {
            case "/v3/maintenance/status" ->
                    answer.put("leader", leaderless ? "0" : "1").put("raftTerm", "2");
            case "/v3/cluster/member/list" -> list(answer);
            case "/v3/cluster/member/add" -> {
                var urls = Json.texts(body.path("peerURLs"));
                if (members.values().stream().anyMatch(it -> it.peerUrls().equals(urls))) {
                    answer(exchange, 400, "{\"message\":\"etcdserver: Peer URLs already exists\"}");
                    return;
                }
                var learner = body.path("isLearner").asBoolean();
                var added = new Member(100 + ids++, "", urls, List.of(), learner);
                members.put(added.id(), added);
                changes.add("add " + urls + (learner ? " as learner" : ""));
                answer.set("member", json(added, "ID", "" + added.id()));
                list(answer);
            }
            case "/v3/cluster/member/remove" -> {
                changes.add("remove " + members.remove(id(body)).name());
                list(answer);
            }
            case "/v3/cluster/member/update" -> {
                var old = members.get(id(body));
                var urls = Json.texts(body.path("peerURLs"));
                members.put(
                        old.id(),
                        new Member(old.id(), old.name(), urls, old.clientUrls(), old.learner()));
                changes.add("update " + old.name() + " " + urls);
                list(answer);
            }
            case "/v3/kv/txn" -> answer.put("succeeded", txn(body));
            case "/v3/kv/range" -> range(answer);
            case "/metrics" -> {
                answer(exchange, 200, metrics(self));
                return;
            }
            default -> {
                answer(exchange, 404, "{}");
                return;
            }
        }
        answer(exchange, 200, answer.toString());
    }

    private static long id(JsonNode body) {
        return Long.parseUnsignedLong(body.path("ID").asText());
    }

    private void list(ObjectNode answer) {
        var array = answer.putArray("members");
        members.values().forEach(it -> array.add(json(it, "ID", "" + it.id())));
    }

    private static ObjectNode json(Member member, String idField, Object id) {
        var json = JsonNodeFactory.instance.objectNode();
        json.putPOJO(idField, id);
        json.put("name", member.name());
        member.peerUrls().forEach(json.withArray("peerURLs")::add);
        member.clientUrls().forEach(json.withArray("clientURLs")::add);
        return json.put("isLearner", member.learner());
    }

    /** One key that is compared and put or removed: the lock. */
    private boolean txn(JsonNode body) {
        var compare = body.path("compare").path(0);
        boolean holds =
                compare.path("mod_revision").asLong() == (lock.isEmpty() ? 0 : lockRevision);
        if (holds) {
            lock = body.path("success").path(0).path("request_put").path("value").asText();
            lockRevision = revision;
        }
        return holds;
    }

    /** Somebody took the lock and died. */
    void lockByHand(String name) {
        lock = java.util.Base64.getEncoder().encodeToString(name.getBytes(UTF_8));
        lockRevision = 1;
    }

    private void range(ObjectNode answer) {
        if (lockIsAlive) {
            lockRevision = revision;
        }
        if (!lock.isEmpty()) {
            answer.putArray("kvs").addObject().put("value", lock).put("mod_revision", lockRevision);
        }
    }

    private String metrics(Member self) {
        var text = new StringBuilder();
        for (var id : seenByOthers) {
            text.append(
                    "etcd_network_active_peers{Local=\"%x\",Remote=\"%x\"} 1\n"
                            .formatted(self.id(), id));
        }
        return text.toString();
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        try (exchange) {
            var bytes = body.getBytes(UTF_8);
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    @Override
    public void close() {
        faces.values().forEach(list -> list.forEach(face -> face.stop(0)));
    }
}
