package turtlelab.node.state;

import java.util.List;
import turtlelab.node.state.alarm.RaisedAlarm;
import turtlelab.node.state.kv.KvResult;
import turtlelab.node.state.v2.V2Result;
import turtlelab.node.state.v2.auth.V2AuthAnswer;

/** What applying a command said. A refusal is a deterministic answer like any other. */
public sealed interface Result {
    /** Done, and there is nothing more to say. */
    record Done() implements Result {}

    /** The v3 answer and the store's revision behind it. */
    record Kv(KvResult answer, long revision) implements Result {}

    /** The v2 answer (success or error) with the tree's index. */
    record V2(V2Result answer) implements Result {}

    /** What became of a change of v2 users and roles. */
    record V2Auth(V2AuthAnswer answer) implements Result {}

    /** The alarms that a change of alarms was about: none when there was nothing to disarm. */
    record Alarmed(List<RaisedAlarm> alarms) implements Result {
        public Alarmed {
            alarms = List.copyOf(alarms);
        }
    }

    /** Refused by the state's rules; nothing changed. */
    record Refused(Rejection rejection) implements Result {}
}
