package turtlelab.node.state.alarm;

import java.util.Comparator;
import turtlelab.node.base.MemberId;

/**
 * One alarm of one member.
 *
 * @param member {@link MemberId#NONE} when nobody can say which member it is about
 */
public record RaisedAlarm(MemberId member, Alarm alarm) implements Comparable<RaisedAlarm> {
    private static final Comparator<RaisedAlarm> ORDER =
            Comparator.comparing(RaisedAlarm::alarm).thenComparing(RaisedAlarm::member);

    @Override
    public int compareTo(RaisedAlarm other) {
        return ORDER.compare(this, other);
    }
}
