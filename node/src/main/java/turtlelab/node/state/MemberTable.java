package turtlelab.node.state;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import turtlelab.node.base.MemberId;

/** Members by identity, ascending, as etcd's APIs show them. */
public record MemberTable(SortedMap<MemberId, MemberInfo> members) {
    public MemberTable {
        members = Collections.unmodifiableSortedMap(new TreeMap<>(members));
    }

    public List<MemberInfo> list() {
        return List.copyOf(members.values());
    }

    public Optional<MemberInfo> find(MemberId id) {
        return Optional.ofNullable(members.get(id));
    }

    /**
     * One member: what consensus knows and what it published about itself. A member that has never
     * started has an empty name and no client URLs.
     */
    public record MemberInfo(
            MemberId id,
            String name,
            List<String> peerUrls,
            List<String> clientUrls,
            boolean learner) {
        public boolean started() {
            return !name.isEmpty();
        }
    }
}
