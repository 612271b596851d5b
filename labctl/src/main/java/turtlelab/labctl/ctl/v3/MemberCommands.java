package turtlelab.labctl.ctl.v3;

import io.etcd.jetcd.api.ClusterGrpc;
import io.etcd.jetcd.api.ClusterGrpc.ClusterBlockingStub;
import io.etcd.jetcd.api.Member;
import io.etcd.jetcd.api.MemberAddRequest;
import io.etcd.jetcd.api.MemberAddResponse;
import io.etcd.jetcd.api.MemberListRequest;
import io.etcd.jetcd.api.MemberPromoteRequest;
import io.etcd.jetcd.api.MemberRemoveRequest;
import io.etcd.jetcd.api.MemberUpdateRequest;
import io.grpc.Channel;
import java.util.List;
import java.util.stream.Collectors;
import turtlelab.labctl.client.CallFailed;
import turtlelab.labctl.client.GrpcCluster;
import turtlelab.labctl.ctl.display.Display;
import turtlelab.labctl.ctl.flag.CtlFailure;
import turtlelab.labctl.ctl.flag.FlagFailure;
import turtlelab.labctl.ctl.flag.Flags;
import turtlelab.labctl.ctl.flag.HexId;
import turtlelab.labctl.ctl.print.GoText;
import turtlelab.labctl.ctl.setting.AddGuard;
import turtlelab.labctl.exec.Streams;

/** {@code member list|add|remove|update|promote}. */
final class MemberCommands {

    /** As labctl's own verbs end when a guard refuses. */
    private static final int REFUSED = 2;

    private static final String PEER_URLS = "peer-urls";

    private final GrpcCluster cluster;
    private final Display display;
    private final Streams streams;

    MemberCommands(GrpcCluster cluster, Display display, Streams streams) {
        this.cluster = cluster;
        this.display = display;
        this.streams = streams;
    }

    private static ClusterBlockingStub stub(Channel channel) {
        return ClusterGrpc.newBlockingStub(channel);
    }

    void list() throws CallFailed {
        var request = MemberListRequest.getDefaultInstance();
        display.memberList(cluster.read(channel -> stub(channel).memberList(request)));
    }

    void add(Flags flags, AddGuard guard) throws CallFailed, InterruptedException {
        var words = flags.words();
        if (words.isEmpty()) {
            throw Failures.badArguments("member name not provided");
        }
        if (words.size() > 1) {
            throw Failures.badArguments(
                    "too many arguments" + hint(words.subList(1, words.size())));
        }
        var request =
                MemberAddRequest.newBuilder()
                        .addAllPeerURLs(peerUrls(flags))
                        .setIsLearner(flags.isOn("learner"))
                        .build();
        ask(guard.beforeAdding(cluster.endpoints(), request.getIsLearner()));
        var response = cluster.write(channel -> stub(channel).memberAdd(request));
        display.memberAdd(response);
        if (display.name().equals("simple")) {
            writeBlock(words.getFirst(), request, response);
        }
    }

    private void ask(AddGuard.Answer answer) {
        answer.refusal()
                .ifPresent(
                        it -> {
                            throw new CtlFailure(REFUSED, "Error: " + it);
                        });
        answer.warning().ifPresent(streams.err()::println);
    }

    private static String hint(List<String> words) {
        return words.stream()
                .filter(it -> it.startsWith("http://"))
                .map(it -> ", did you mean --peer-urls=" + it)
                .collect(Collectors.joining());
    }

    private static List<String> peerUrls(Flags flags) {
        var urls = flags.text(PEER_URLS, "");
        if (urls.isEmpty()) {
            throw Failures.badArguments("member peer urls not provided");
        }
        return PeerUrls.read(urls);
    }

    /** What the new member needs to start, ready for a file or for {@code eval}. */
    private void writeBlock(String name, MemberAddRequest request, MemberAddResponse response) {
        long id = response.getMember().getID();
        var all =
                response.getMembersList().stream()
                        .flatMap(
                                it ->
                                        it.getPeerURLsList().stream()
                                                .map(url -> naming(it, name, id) + "=" + url))
                        .collect(Collectors.joining(","));
        var own = String.join(",", request.getPeerURLsList());
        var out = streams.out();
        out.println();
        out.println("ETCD_NAME=" + GoText.quoted(name));
        out.println("ETCD_INITIAL_CLUSTER=" + GoText.quoted(all));
        out.println("ETCD_INITIAL_ADVERTISE_PEER_URLS=" + GoText.quoted(own));
        out.println("ETCD_INITIAL_CLUSTER_STATE=\"existing\"");
    }

    /** Another member that has not started yet has no name: its ID stands for it. */
    private static String naming(Member member, String newName, long newId) {
        if (member.getID() == newId) return newName;
        return member.getName().isEmpty() ? Long.toHexString(member.getID()) : member.getName();
    }

    void remove(Flags flags) throws CallFailed {
        long id = id(flags);
        var request = MemberRemoveRequest.newBuilder().setID(id).build();
        display.memberRemove(id, cluster.write(channel -> stub(channel).memberRemove(request)));
    }

    void update(Flags flags) throws CallFailed {
        long id = id(flags);
        var request =
                MemberUpdateRequest.newBuilder().setID(id).addAllPeerURLs(peerUrls(flags)).build();
        display.memberUpdate(id, cluster.write(channel -> stub(channel).memberUpdate(request)));
    }

    void promote(Flags flags) throws CallFailed {
        long id = id(flags);
        var request = MemberPromoteRequest.newBuilder().setID(id).build();
        display.memberPromote(id, cluster.write(channel -> stub(channel).memberPromote(request)));
    }

    private static long id(Flags flags) {
        if (flags.words().size() != 1) {
            throw Failures.badArguments("member ID is not provided");
        }
        try {
            return HexId.unsigned(flags.words().getFirst());
        } catch (FlagFailure e) {
            throw Failures.badArguments(
                    "bad member ID arg (%s), expecting ID in Hex".formatted(e.getMessage()));
        }
    }
}
