package turtlelab.node.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import turtlelab.node.base.ClusterId;
import turtlelab.node.base.MemberId;
import turtlelab.node.base.UrlSet;
import turtlelab.node.consensus.Peer;
import turtlelab.node.discovery.BootstrapDecision.Found;
import turtlelab.node.discovery.BootstrapDecision.Join;
import turtlelab.node.discovery.BootstrapDecision.Refused;
import turtlelab.node.discovery.BootstrapDecision.Restart;
import turtlelab.node.discovery.BootstrapFlags.InitialList;
import turtlelab.node.state.MemberTable.MemberInfo;

final class BootstrapTest {
    private static final String THREE =
            "turtle1=http://10.0.0.2:2380,turtle2=http://10.0.0.3:2380,"
                    + "turtle3=http://10.0.0.4:2380";
    private static final MemberId TURTLE1 = MemberId.ofHex("ee274cacce804b21");

    private RemoteCluster.@Nullable Picture running;
    private final List<String> asked = new ArrayList<>();

    @Test
    void whoStartedBeforeIsWhoHeWas() {
        var identity = new Identity(new ClusterId(1), new MemberId(2), "x", List.of());
        assertThat(bootstrap().decide(flags("other", "junk", false), Optional.of(identity)))
                .isEqualTo(new Restart(identity));
    }

    @Test
    void aNewClusterHasTheIdentitiesOfTheFirstSeed() {
        var identity = ((Found) decide(flags("turtle1", THREE, false))).identity();
        assertThat(identity.member()).isEqualTo(TURTLE1);
        assertThat(identity.founders())
                .extracting(peer -> peer.id().hex())
                .containsExactly("aeb6950c050a83f3", "ee274cacce804b21", "fe9c64eaf3991d47");
        assertThat(identity.founders()).allMatch(Peer::voter);
        assertThat(asked).containsExactly("http://10.0.0.3:2380", "http://10.0.0.4:2380");
    }

    @Test
    void aWipedMemberIsRefusedAndToldWhatToDo() {
        running = picture(member(TURTLE1, "turtle1", "http://10.0.0.2:2380", "http://c:1"));
        assertThat(refusal(flags("turtle1", THREE, false)))
                .startsWith("member ee274cacce804b21 has already been bootstrapped\n")
                .contains("etcdctl member remove ee274cacce804b21")
                .contains("etcdctl member add turtle1 --peer-urls=http://10.0.0.2:2380");
    }

    @Test
    void aFounderThatNeverStartedMayStartLate() {
        running = picture(member(TURTLE1, "", "http://10.0.0.2:2380", ""));
        assertThat(decide(flags("turtle1", THREE, false))).isInstanceOf(Found.class);
    }

    @Test
    void aNameThatIsNotInTheListIsRefused() {
        assertThat(refusal(flags("x1", THREE, false)))
                .isEqualTo("couldn't find local name \"x1\" in the initial cluster configuration");
    }

    @Test
    void anAdvertisedUrlThatIsNotInTheListIsRefused() {
        assertThat(refusal(flags("turtle1", "turtle1=http://10.9.9.9:2380", false)))
                .isEqualTo(
                        "--initial-cluster has turtle1=http://10.9.9.9:2380 but missing from"
                            + " --initial-advertise-peer-urls=http://10.0.0.2:2380 (resolved urls:"
                            + " \"http://10.0.0.2:2380\" != \"http://10.9.9.9:2380\")");
    }

    @Test
    void anotherNumberOfAdvertisedUrlsIsRefused() {
        var list = "turtle1=http://10.0.0.2:2380,turtle1=http://10.0.0.1:2380";
        assertThat(refusal(flags("turtle1", list, false)))
                .isEqualTo(
                        "--initial-cluster has turtle1=http://10.0.0.1:2380 but missing from"
                                + " --initial-advertise-peer-urls=http://10.0.0.2:2380"
                                + " (len([\"http://10.0.0.2:2380\"]) !="
                                + " len([\"http://10.0.0.1:2380\" \"http://10.0.0.2:2380\"]))");
    }

    @Test
    void namesOfTheSameAddressAreTheSameUrl() {
        var list = "turtle1=http://turtle1:2380";
        assertThat(decide(flags("turtle1", list, false))).isInstanceOf(Found.class);
    }

    @Test
    void aUrlThatTwoMembersClaimIsRefused() {
        var list = "turtle1=http://10.0.0.2:2380,b=http://10.0.0.2:2380";
        assertThat(refusal(flags("turtle1", list, false)))
                .isEqualTo(
                        "initial cluster b=http://10.0.0.2:2380,turtle1=http://10.0.0.2:2380 has"
                                + " duplicate url");
    }

    @Test
    void aBadUrlInTheListIsRefused() {
        assertThat(refusal(flags("turtle1", "foo", false)))
                .isEqualTo(
                        "error setting up initial cluster: URL scheme must be http, https, unix, or"
                                + " unixs: ");
    }

    @Test
    void whoWasAddedJoinsUnderTheIdentityThatTheClusterGave() {
        running =
                picture(
                        member(new MemberId(7), "a", "http://10.0.0.3:2380", "http://c:1"),
                        member(new MemberId(8), "", "http://10.0.0.2:2380", ""));
        var list = "a=http://10.0.0.3:2380,turtle1=http://10.0.0.2:2380";
        assertThat(decide(flags("turtle1", list, true)))
                .isEqualTo(
                        new Join(
                                new Identity(
                                        new ClusterId(0xc1),
                                        new MemberId(8),
                                        "turtle1",
                                        List.of())));
    }

    @Test
    void whoJoinsUnderTheNameOfAnotherMemberIsRefused() {
        running =
                picture(
                        member(new MemberId(7), "turtle1", "http://10.0.0.3:2380", "http://c:1"),
                        member(new MemberId(8), "", "http://10.0.0.2:2380", ""));
        var list = "other=http://10.0.0.3:2380,turtle1=http://10.0.0.2:2380";
        assertThat(refusal(flags("turtle1", list, true)))
                .startsWith("the name turtle1 belongs to member 7: start with another --name");
    }

    @Test
    void whoJoinsWithoutAnAnsweringMemberIsRefused() {
        assertThat(refusal(flags("turtle1", THREE, true)))
                .isEqualTo(
                        "cannot fetch cluster info from peer urls: could not retrieve cluster"
                                + " information from the given URLs");
    }

    @Test
    void whoJoinsWithAnotherNumberOfMembersIsRefused() {
        running = picture(member(new MemberId(7), "a", "http://10.0.0.3:2380", "http://c:1"));
        var list = "a=http://10.0.0.3:2380,turtle1=http://10.0.0.2:2380";
        assertThat(refusal(flags("turtle1", list, true)))
                .isEqualTo(
                        "error validating peerURLs {ClusterID:c1 Members:[&{ID:7"
                            + " RaftAttributes:{PeerURLs:[http://10.0.0.3:2380] IsLearner:false}"
                            + " Attributes:{Name:a ClientURLs:[http://c:1]}}] RemovedMemberIDs:[]}:"
                            + " member count is unequal");
    }

    @Test
    void whoJoinsWithAnotherUrlThanWasAddedIsRefused() {
        running =
                picture(
                        member(new MemberId(7), "a", "http://10.0.0.3:2380", "http://c:1"),
                        member(new MemberId(8), "", "http://10.0.0.9:2380", ""));
        var list = "a=http://10.0.0.3:2380,turtle1=http://10.0.0.2:2380";
        assertThat(refusal(flags("turtle1", list, true)))
                .contains(
                        ": PeerURLs: no match found for existing member (8,"
                                + " [http://10.0.0.9:2380]), last resolver error (resolved urls:");
    }

    @Test
    void aWipedMemberMayNotJoinUnderItsOldIdentity() {
        running =
                picture(
                        member(new MemberId(7), "a", "http://10.0.0.3:2380", "http://c:1"),
                        member(new MemberId(8), "turtle1", "http://10.0.0.2:2380", "http://c:2"));
        var list = "a=http://10.0.0.3:2380,turtle1=http://10.0.0.2:2380";
        assertThat(refusal(flags("turtle1", list, true)))
                .startsWith("member 8 has already been bootstrapped");
    }

    private BootstrapDecision decide(BootstrapFlags flags) {
        return bootstrap().decide(flags, Optional.empty());
    }

    private String refusal(BootstrapFlags flags) {
        return ((Refused) decide(flags)).reason();
    }

    private Bootstrap bootstrap() {
        UrlComparison.Resolver hosts =
                host -> host.equals("turtle1") ? Optional.of("10.0.0.2") : Optional.empty();
        return new Bootstrap(
                peers -> {
                    peers.forEach(peer -> asked.add(peer.toString()));
                    return Optional.ofNullable(running);
                },
                new UrlComparison(hosts));
    }

    private static BootstrapFlags flags(String name, String list, boolean existing) {
        return new BootstrapFlags(
                name,
                UrlSet.parse("http://10.0.0.2:2380"),
                new InitialList(list, "etcd-cluster"),
                existing);
    }

    private static RemoteCluster.Picture picture(MemberInfo... members) {
        return new RemoteCluster.Picture(new ClusterId(0xc1), List.of(members));
    }

    private static MemberInfo member(MemberId id, String name, String peerUrl, String clientUrl) {
        var clientUrls = clientUrl.isEmpty() ? List.<String>of() : List.of(clientUrl);
        return new MemberInfo(id, name, List.of(peerUrl), clientUrls, false);
    }
}
