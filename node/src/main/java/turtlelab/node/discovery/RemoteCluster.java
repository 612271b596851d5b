package turtlelab.node.discovery;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import turtlelab.node.base.ClusterId;
import turtlelab.node.base.HttpUrl;
import turtlelab.node.base.MemberId;
import turtlelab.node.state.MemberTable.MemberInfo;

/** The port to members that may already run: what they say about the cluster. */
public interface RemoteCluster {
    /**
     * The answer of the first that gives one, within a few seconds in all; empty when none does.
     */
    Optional<Picture> ask(List<HttpUrl> peers);

    /** A cluster as one of its members sees it. */
    record Picture(ClusterId cluster, List<MemberInfo> members) {
        public Optional<MemberInfo> find(MemberId id) {
            return members.stream().filter(member -> member.id().equals(id)).findFirst();
        }

        /** In the form that etcd puts into its messages. */
        @Override
        public String toString() {
            return members.stream()
                    .map(Picture::memberText)
                    .collect(
                            Collectors.joining(
                                    " ",
                                    "{ClusterID:" + cluster.hex() + " Members:[",
                                    "] RemovedMemberIDs:[]}"));
        }

        private static String memberText(MemberInfo member) {
            return ("&{ID:%s RaftAttributes:{PeerURLs:[%s] IsLearner:%s}"
                            + " Attributes:{Name:%s ClientURLs:[%s]}}")
                    .formatted(
                            member.id().hex(),
                            String.join(" ", member.peerUrls()),
                            member.learner(),
                            member.name(),
                            String.join(" ", member.clientUrls()));
        }
    }
}
