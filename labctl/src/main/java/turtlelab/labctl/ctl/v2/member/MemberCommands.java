package turtlelab.labctl.ctl.v2.member;

import java.io.PrintStream;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import turtlelab.labctl.client.Member;
import turtlelab.labctl.ctl.flag.CtlFailure;
import turtlelab.labctl.ctl.print.GoText;
import turtlelab.labctl.ctl.setting.AddGuard;
import turtlelab.labctl.ctl.v2.call.Call;
import turtlelab.labctl.ctl.v2.call.Cluster;
import turtlelab.labctl.ctl.v2.call.NoCluster;
import turtlelab.labctl.ctl.wire.Json;
import turtlelab.labctl.ctl.wire.Reply;
import turtlelab.labctl.ctl.wire.Request;

/** {@code member list|add|remove|update} in the v2 forms. */
public final class MemberCommands {

    private static final int FAILED = 1;
    private static final int CREATED = 201;
    private static final int NO_CONTENT = 204;
    private static final int GONE = 410;

    private final Call call;
    private final PrintStream out;

    public MemberCommands(Call call) {
        this.call = call;
        this.out = call.streams().out();
    }

    public void list() {
        if (!call.words().isEmpty()) {
            throw new CtlFailure(FAILED, "No arguments accepted");
        }
        try {
            var members = call.cluster().members();
            var leader = leader();
            members.forEach(it -> out.println(line(it, leader)));
        } catch (NoCluster e) {
            throw new CtlFailure(FAILED, e.summary());
        }
    }

    private String leader() throws NoCluster {
        try {
            var reply = call.cluster().ask(Request.get("/v2/members/leader"));
            return Json.parse(reply.body()).map(it -> it.at("id").text()).orElse("");
        } catch (NoCluster e) {
            throw new CtlFailure(FAILED, "Failed to get leader:  " + e.summary());
        }
    }

    private static String line(Member member, String leader) {
        var peers = String.join(",", member.peerUrls());
        if (!member.isStarted()) {
            return member.id() + "[unstarted]: peerURLs=" + peers;
        }
        return "%s: name=%s peerURLs=%s clientURLs=%s isLeader=%s"
                .formatted(
                        member.id(),
                        member.name(),
                        peers,
                        String.join(",", member.clientUrls()),
                        member.id().equals(leader));
    }

    public void add() throws InterruptedException {
        var words = call.words();
        if (words.size() != 2) {
            throw new CtlFailure(FAILED, "Provide a name and a single member peerURL");
        }
        var cluster = call.cluster();
        var name = words.getFirst();
        var json = peerUrls(List.of(words.getLast()));
        ask(call.guard().beforeAdding(cluster.endpoints(), false));
        try {
            var reply = cluster.ask(Request.json(Request.Method.POST, "/v2/members", json));
            if (reply.status() != CREATED) {
                throw refused(reply);
            }
            var added = Json.parse(reply.body()).map(Cluster::member).orElseThrow(this::noJson);
            out.printf("Added member named %s with ID %s to cluster%n", name, added.id());
            writeBlock(name, added.id(), cluster.members());
        } catch (NoCluster e) {
            throw new CtlFailure(FAILED, e.summary());
        }
    }

    private void ask(AddGuard.Answer answer) {
        answer.refusal()
                .ifPresent(
                        it -> {
                            throw new CtlFailure(FAILED, it);
                        });
        answer.warning().ifPresent(call.streams().err()::println);
    }

    private void writeBlock(String name, String id, List<Member> members) {
        var all =
                members.stream()
                        .flatMap(
                                it -> it.peerUrls().stream().map(url -> naming(it, name, id) + url))
                        .collect(Collectors.joining(","));
        out.println();
        out.println("ETCD_NAME=" + GoText.quoted(name));
        out.println("ETCD_INITIAL_CLUSTER=" + GoText.quoted(all));
        out.println("ETCD_INITIAL_CLUSTER_STATE=\"existing\"");
    }

    /** Another member that has not started yet has no name: its ID stands for it. */
    private static String naming(Member member, String newName, String newId) {
        if (member.id().equals(newId)) return newName + "=";
        return (member.isStarted() ? member.name() : member.id()) + "=";
    }

    public void remove() {
        if (call.words().size() != 1) {
            throw new CtlFailure(FAILED, "Provide a single member ID");
        }
        var id = call.words().getFirst();
        var cluster = call.cluster();
        try {
            find(id);
            var reply = cluster.ask(Request.delete("/v2/members/" + id));
            switch (reply.status()) {
                case NO_CONTENT -> out.printf("Removed member %s from cluster%n", id);
                case GONE -> throw new CtlFailure(FAILED, "Member permanently removed: " + id);
                default -> throw refused(reply);
            }
        } catch (NoCluster e) {
            throw new CtlFailure(
                    FAILED, "Received an error trying to remove member " + id + ": " + e.summary());
        }
    }

    private void find(String id) throws NoCluster {
        var members = call.cluster().members();
        if (members.stream().anyMatch(it -> it.id().equals(id))) {
            return;
        }
        var hint =
                members.stream()
                        .filter(it -> it.name().equals(id))
                        .map(MemberCommands::useItsId)
                        .collect(Collectors.joining());
        throw new CtlFailure(
                FAILED, hint + "Couldn't find a member in the cluster with an ID of " + id + ".");
    }

    private static String useItsId(Member member) {
        return """
        Found a member named %s; if this is correct, please use its ID, eg:
        \tetcdctl member remove %s
        """
                .formatted(member.name(), member.id());
    }

    public void update() {
        var words = call.words();
        if (words.size() != 2) {
            throw new CtlFailure(
                    FAILED,
                    "Provide an ID and a list of comma separated peerURL"
                            + " (0xabcd http://example.com,http://example1.com)");
        }
        var id = words.getFirst();
        var json = peerUrls(Arrays.asList(words.getLast().split(",")));
        try {
            var reply =
                    call.cluster().ask(Request.json(Request.Method.PUT, "/v2/members/" + id, json));
            if (reply.status() != NO_CONTENT) {
                throw refused(reply);
            }
            out.printf("Updated member with ID %s in cluster%n", id);
        } catch (NoCluster e) {
            throw new CtlFailure(FAILED, e.summary());
        }
    }

    private CtlFailure refused(Reply reply) {
        var message = Json.parse(reply.body()).map(it -> it.at("message").text()).orElse("");
        return message.isEmpty()
                ? new CtlFailure(FAILED, "unexpected status code " + reply.status())
                : new CtlFailure(FAILED, message);
    }

    private CtlFailure noJson() {
        return new CtlFailure(FAILED, call.cluster().explainNoJson());
    }

    private static String peerUrls(List<String> urls) {
        return urls.stream()
                .map(GoText::json)
                .collect(Collectors.joining(",", "{\"peerURLs\":[", "]}"));
    }
}
