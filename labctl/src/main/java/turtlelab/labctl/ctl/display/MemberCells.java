package turtlelab.labctl.ctl.display;

import io.etcd.jetcd.api.Member;
import java.util.List;

/** A member as a row of text. */
final class MemberCells {

    private MemberCells() {}

    static List<String> of(Member member) {
        return List.of(
                Long.toHexString(member.getID()),
                member.getName().isEmpty() ? "unstarted" : "started",
                member.getName(),
                String.join(",", member.getPeerURLsList()),
                String.join(",", member.getClientURLsList()),
                String.valueOf(member.getIsLearner()));
    }
}
