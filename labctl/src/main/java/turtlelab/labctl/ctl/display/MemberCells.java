package turtlelab.labctl.ctl.display;

import io.etcd.jetcd.api.AlarmMember;
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

    /** The kind of an alarm; the library does not know the last one. */
    static String alarm(AlarmMember member) {
        return switch (member.getAlarmValue()) {
            case 0 -> "NONE";
            case 1 -> "NOSPACE";
            case 2 -> "CORRUPT";
            default -> String.valueOf(member.getAlarmValue());
        };
    }
}
