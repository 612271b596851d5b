package turtlelab.node.state;

import java.util.List;
import turtlelab.node.base.MemberId;
import turtlelab.node.state.alarm.RaisedAlarm;
import turtlelab.node.state.kv.Operation;
import turtlelab.node.state.v2.V2Command;
import turtlelab.node.state.v2.auth.V2AuthCommand;

/**
 * The only way to change anything. Commands are what the log holds; chance, time and identities are
 * decided before one is made, so that every member applies it alike.
 */
public sealed interface Command
        permits Command.Write,
                Command.WriteInTerm,
                Command.Compact,
                Command.GrantLease,
                Command.RevokeLease,
                Command.ExpireLeases,
                Command.V2,
                Command.V2Auth,
                Command.PublishMember,
                Command.SetClusterVersion,
                Command.RaiseAlarm,
                Command.DisarmAlarm {

    /** A put, a delete or a transaction on the v3 key space: one revision at most. */
    record Write(Operation operation) implements Command {}

    /**
     * A write that a leader decided. Counts only in the log of its term, so that one who was
     * deposed without knowing it changes nothing any more.
     */
    record WriteInTerm(Operation operation, long term) implements Command {}

    /** Forgets v3 revisions older than the given one (thrown away later, in the background). */
    record Compact(long revision) implements Command {}

    /** A new lease under an id that its proposer chose. */
    record GrantLease(long id, long ttlSeconds) implements Command {}

    /** Ends a lease; its keys go with it. */
    record RevokeLease(long id) implements Command {}

    /**
     * Ends leases that ran out by the clock of the leader, one after the other. Counts only in the
     * term of that leader: the next one may have given them time again.
     */
    record ExpireLeases(List<Long> ids, long term) implements Command {
        public ExpireLeases {
            ids = List.copyOf(ids);
        }
    }

    /** A change of the v2 tree. */
    record V2(V2Command command) implements Command {}

    /** A change of users and roles of the v2 API. */
    record V2Auth(V2AuthCommand command) implements Command {}

    /** A started member tells its name and where clients reach it. */
    record PublishMember(MemberId id, String name, List<String> clientUrls) implements Command {}

    /** The API level that all members speak, such as {@code 3.4.0}. */
    record SetClusterVersion(String version) implements Command {}

    /** Something is wrong with a member; from now on some commands are refused. */
    record RaiseAlarm(RaisedAlarm alarm) implements Command {}

    /** The cause of an alarm is gone. */
    record DisarmAlarm(RaisedAlarm alarm) implements Command {}
}
