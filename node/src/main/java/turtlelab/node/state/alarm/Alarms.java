package turtlelab.node.state.alarm;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import turtlelab.node.base.Bytes;
import turtlelab.node.base.MemberId;
import turtlelab.node.state.Command;
import turtlelab.node.state.Rejection;
import turtlelab.node.storage.Table;

/**
 * The alarms that are on, and which commands they forbid (etcd reference B.7). Apply thread; {@link
 * #list} is immutable and for everybody.
 */
public final class Alarms {
    private final Table table;
    private final TreeSet<RaisedAlarm> raised = new TreeSet<>();

    /** What the table holds. */
    public Alarms(Table table) {
        this.table = table;
        for (var entries = table.from(Bytes.EMPTY); entries.next(); ) {
            raised.add(decode(entries.key()));
        }
    }

    /** Turns an alarm on; nothing happens when it is. */
    public void raise(RaisedAlarm alarm) {
        raised.add(alarm);
        table.put(encode(alarm), Bytes.EMPTY);
    }

    /** Turns an alarm off; false when it was not on. */
    public boolean disarm(RaisedAlarm alarm) {
        table.remove(encode(alarm));
        return raised.remove(alarm);
    }

    /** By kind, then by member. */
    public List<RaisedAlarm> list() {
        return List.copyOf(raised);
    }

    /** Why a command must not be applied while these alarms are on. */
    public Optional<Rejection> refusal(Command command) {
        if (raised.isEmpty()) {
            return Optional.empty();
        }
        if (isOn(Alarm.CORRUPT) && needsSoundState(command)) {
            return Optional.of(Rejection.CORRUPT);
        }
        return isOn(Alarm.NOSPACE) && Growth.of(command) > 0
                ? Optional.of(Rejection.NO_SPACE)
                : Optional.empty();
    }

    private static boolean needsSoundState(Command command) {
        return switch (command) {
            case Command.Write _,
                    Command.WriteInTerm _,
                    Command.Compact _,
                    Command.GrantLease _,
                    Command.RevokeLease _,
                    Command.ExpireLeases _ ->
                    true;
            case Command.V2 _,
                    Command.V2Auth _,
                    Command.PublishMember _,
                    Command.SetClusterVersion _,
                    Command.RaiseAlarm _,
                    Command.DisarmAlarm _ ->
                    false;
        };
    }

    private boolean isOn(Alarm kind) {
        return raised.stream().anyMatch(one -> one.alarm() == kind);
    }

    @SuppressWarnings("EnumOrdinal") // the order is the wire form, as the enum says
    private static Bytes encode(RaisedAlarm alarm) {
        return Bytes.wrap(
                ByteBuffer.allocate(1 + Long.BYTES)
                        .put((byte) alarm.alarm().ordinal())
                        .putLong(alarm.member().value())
                        .array());
    }

    @SuppressWarnings("EnumOrdinal") // the order is the wire form, as the enum says
    private static RaisedAlarm decode(Bytes encoded) {
        var buffer = encoded.asByteBuffer();
        var alarm = Alarm.values()[buffer.get()];
        return new RaisedAlarm(new MemberId(buffer.getLong()), alarm);
    }
}
